package pipeline.lookup;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An artist as people name one: by id, by Spotify's link or URI, or by name.
 *
 * @param text the id, or the name
 */
public record ArtistReference(String text, boolean isId) {
  private static final String ID = "([0-9A-Za-z]{22})";
  private static final Pattern BY_ID =
      Pattern.compile(
          ID
              + "|spotify:artist:"
              + ID
              + "|https?://open\\.spotify\\.com/(?:intl-[a-z-]+/)?artist/"
              + ID
              + "(?:[/?#].*)?");

  public static ArtistReference parse(String typed) {
    String text = typed.strip();
    Matcher byId = BY_ID.matcher(text);
    if (!byId.matches()) {
      return new ArtistReference(text, false);
    }
    String id =
        Optional.ofNullable(byId.group(1))
            .or(() -> Optional.ofNullable(byId.group(2)))
            .orElseGet(() -> byId.group(3));
    return new ArtistReference(id, true);
  }
}
