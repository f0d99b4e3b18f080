package pipeline.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the forms in which a user gives an item of Spotify: its ID, its URI or its link. */
public final class SpotifyIdParser {
  private static final String ID = "([0-9A-Za-z]{22})";

  private final Pattern forms;

  /**
   * Creates a parser for one type of items.
   *
   * @param type the type in URIs and links, such as {@code artist}
   */
  public SpotifyIdParser(String type) {
    this.forms =
        Pattern.compile(
            ("(?:spotify:(?:user:[^:]+:)?%1$s:)?%2$s(?:[?#].*)?"
                    + "|https?://open\\.spotify\\.com/(?:intl-[a-z-]+/)?(?:user/[^/]+/)?%1$s/%2$s"
                    + "(?:[/?#].*)?")
                .formatted(type, ID));
  }

  /** Returns the ID in a text; empty if the text is no ID, and no URI or link of this type. */
  public Optional<String> findId(String text) {
    Matcher form = forms.matcher(text.strip());
    return form.matches()
        ? Optional.ofNullable(form.group(1)).or(() -> Optional.of(form.group(2)))
        : Optional.empty();
  }
}
