package pipeline.playlist;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A playlist, as its 22 characters. */
public record PlaylistId(String text) {
  private static final Pattern FORMS =
      Pattern.compile(
          "(?:spotify:(?:user:[^:]+:)?playlist:"
              + "|https?://open\\.spotify\\.com/(?:intl-[a-z]+/)?(?:user/[^/]+/)?playlist/)?"
              + "([0-9A-Za-z]{22})(?:[?#].*)?");

  /**
   * Reads an id, a {@code spotify:playlist:} URI or a link to open.spotify.com.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static PlaylistId parse(String text) {
    Matcher form = FORMS.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no playlist: give its id of 22 characters, spotify:playlist:ID, or its link"
              .formatted(text));
    }
    return new PlaylistId(form.group(1));
  }
}
