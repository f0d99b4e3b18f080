package pipeline.lookup;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference to an artist, as a user types it.
 *
 * @param text the ID or the name
 */
public record ArtistReference(String text, boolean isId) {
  private static final Pattern BY_ID =
      Pattern.compile(
          "(?:spotify:artist:)?([0-9A-Za-z]{22})"
              + "|https?://open\\.spotify\\.com/(?:intl-[a-z-]+/)?artist/([0-9A-Za-z]{22})"
              + "(?:[/?#].*)?");

  /** Parses an ID, a {@code spotify:artist:} URI or a link; any other text is a name. */
  public static ArtistReference parse(String typed) {
    String text = typed.strip();
    Matcher byId = BY_ID.matcher(text);
    return byId.matches()
        ? new ArtistReference(
            Objects.requireNonNullElseGet(byId.group(1), () -> byId.group(2)), true)
        : new ArtistReference(text, false);
  }
}
