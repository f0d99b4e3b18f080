package pipeline.playlist;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ID of a playlist. An ID has 22 characters. */
public record PlaylistId(String text) {
  private static final Pattern FORMS =
      Pattern.compile(
          "(?:spotify:(?:user:[^:]+:)?playlist:"
              + "|https?://open\\.spotify\\.com/(?:intl-[a-z]+/)?(?:user/[^/]+/)?playlist/)?"
              + "([0-9A-Za-z]{22})(?:[?#].*)?");

  /**
   * Parses an ID, a {@code spotify:playlist:} URI or a link to open.spotify.com.
   *
   * @throws IllegalArgumentException if the text has another form; the message lists the valid
   *     forms
   */
  public static PlaylistId parse(String text) {
    Matcher form = FORMS.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "not a playlist: '%s'; use the playlist's ID of 22 characters, its URI spotify:playlist:ID, or its link"
              .formatted(text));
    }
    return new PlaylistId(form.group(1));
  }
}
