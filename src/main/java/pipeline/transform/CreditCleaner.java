package pipeline.transform;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;
import pipeline.model.Artist;

/** The artists of one album or track, in the order of the credits. */
final class CreditCleaner {
  /** Takes one credit that fits. */
  interface CreditSink {
    void credit(int place, String id, @Nullable String name, @Nullable String url);
  }

  /** Takes one that does not; the place is null where there is not one credit. */
  interface RejectedCreditSink {
    void credit(@Nullable Integer place, String reason);
  }

  private CreditCleaner() {}

  static void clean(
      List<Artist> artists, @Nullable String extras, CreditSink kept, RejectedCreditSink rejected) {
    if (artists.isEmpty()) {
      rejected.credit(
          null, isNoList(extras) ? "$.artists is no list" : "$.artists is missing or empty");
    }
    Set<String> seen = new HashSet<>();
    for (int place = 0; place < artists.size(); place++) {
      Artist artist = artists.get(place);
      String id = UnicodeTrim.strip(artist.id());
      if (id == null || id.isEmpty()) {
        rejected.credit(place, path(place) + ".id is missing or is no text");
      } else if (!seen.add(id)) {
        rejected.credit(place, path(place) + " repeats the artist " + id);
      } else {
        kept.credit(place, id, UnicodeTrim.strip(artist.name()), UnicodeTrim.strip(artist.url()));
      }
    }
  }

  private static boolean isNoList(@Nullable String extras) {
    return extras != null && Json.members(extras).containsKey("artists");
  }

  private static String path(int place) {
    return "$.artists[" + place + "]";
  }

  /** The first artist that has an id. */
  static @Nullable String primary(List<Artist> artists) {
    return artists.stream()
        .map(artist -> UnicodeTrim.strip(artist.id()))
        .filter(id -> id != null && !id.isEmpty())
        .findFirst()
        .orElse(null);
  }
}
