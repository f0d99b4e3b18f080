package pipeline.transform;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.model.Artist;

/** The artists of one album or track, in the order of the credits. */
final class Credits {
  /** Takes one credit that fits. */
  interface Kept {
    void credit(int place, String id, @Nullable String name, @Nullable String url);
  }

  /** Takes one that does not. */
  interface Rejected {
    void credit(int place, String reason);
  }

  private Credits() {}

  static void clean(List<Artist> artists, Kept kept, Rejected rejected) {
    Set<String> seen = new HashSet<>();
    for (int place = 0; place < artists.size(); place++) {
      Artist artist = artists.get(place);
      String id = Texts.strip(artist.id());
      if (id == null || id.isEmpty()) {
        rejected.credit(place, "has no id");
      } else if (!seen.add(id)) {
        rejected.credit(place, "repeats the artist " + id);
      } else {
        kept.credit(place, id, Texts.strip(artist.name()), Texts.strip(artist.url()));
      }
    }
  }

  /** The first artist that has an id. */
  static @Nullable String primary(List<Artist> artists) {
    return artists.stream()
        .map(artist -> Texts.strip(artist.id()))
        .filter(id -> id != null && !id.isEmpty())
        .findFirst()
        .orElse(null);
  }
}
