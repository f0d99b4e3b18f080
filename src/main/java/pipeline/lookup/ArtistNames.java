package pipeline.lookup;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pipeline.model.Artist;

/** Values of the model as a sheet wants them. */
final class ArtistNames {
  private ArtistNames() {}

  static List<String> list(List<Artist> artists) {
    return artists.stream()
        .map(Artist::name)
        .filter(name -> name != null && !name.isBlank())
        .toList();
  }

  static @Nullable Long toLong(@Nullable Integer number) {
    return number == null ? null : Long.valueOf(number);
  }

  /** Whether people would call them the same. */
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
