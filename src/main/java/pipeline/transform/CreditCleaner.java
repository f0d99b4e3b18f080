package pipeline.transform;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;
import pipeline.model.Artist;

/** A cleaner of the artists of one album or track, in the order of the credits. */
final class CreditCleaner {
  /** A receiver of accepted credits. */
  interface CreditSink {
    void accept(int position, String id, @Nullable String name, @Nullable String url);
  }

  /** A receiver of rejected credits. A null position stands for missing credits. */
  interface RejectedCreditSink {
    void accept(@Nullable Integer position, String reason);
  }

  private CreditCleaner() {}

  static void clean(
      List<Artist> artists, @Nullable String extras, CreditSink sink, RejectedCreditSink rejected) {
    if (artists.isEmpty()) {
      rejected.accept(
          null, isNotList(extras) ? "$.artists is not a list" : "$.artists is missing or empty");
    }
    Set<String> seen = new HashSet<>();
    for (int position = 0; position < artists.size(); position++) {
      Artist artist = artists.get(position);
      String id = UnicodeTrim.strip(artist.id());
      if (id == null || id.isEmpty()) {
        rejected.accept(position, path(position) + ".id is missing or not a string");
      } else if (!seen.add(id)) {
        rejected.accept(position, path(position) + " repeats the artist " + id);
      } else {
        sink.accept(
            position, id, UnicodeTrim.strip(artist.name()), UnicodeTrim.strip(artist.url()));
      }
    }
  }

  private static boolean isNotList(@Nullable String extras) {
    return extras != null && Json.parseObject(extras).containsKey("artists");
  }

  private static String path(int position) {
    return "$.artists[" + position + "]";
  }

  /** Returns the id of the first artist with an id; null if no artist has an id. */
  static @Nullable String primaryArtistId(List<Artist> artists) {
    return artists.stream()
        .map(artist -> UnicodeTrim.strip(artist.id()))
        .filter(id -> id != null && !id.isEmpty())
        .findFirst()
        .orElse(null);
  }
}
