package pipeline.lookup;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pipeline.model.Artist;

/** Converts artists and numbers from Spotify to values of a result table, and compares names. */
final class ArtistNames {
  private ArtistNames() {}

  /** Returns the names of the artists, without artists that have no name. */
  static List<String> list(List<Artist> artists) {
    return artists.stream()
        .map(Artist::name)
        .filter(name -> name != null && !name.isBlank())
        .toList();
  }

  static @Nullable Long toLong(@Nullable Integer number) {
    return number == null ? null : Long.valueOf(number);
  }

  /**
   * Returns whether two names are equal, ignoring case, character width and the amount of white
   * space.
   */
  static boolean isSame(@Nullable String one, String other) {
    return one != null && normalize(one).equals(normalize(other));
  }

  private static String normalize(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .strip()
        .replaceAll("\\s+", " ")
        .toLowerCase(Locale.ROOT);
  }
}
