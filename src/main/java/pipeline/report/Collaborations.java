package pipeline.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pipeline.tables.row.BridgeTrackArtist;

/**
 * For each pair of artists, the number of albums that credit both together, on the album or on the
 * same track.
 */
public final class Collaborations {
  /**
   * Maximum number of artists who are credited together. The pairs of a longer credit are not
   * counted, because such a credit usually names a cast.
   */
  public static final int MAX_CREDITED = 25;

  /** Two artist ids in ascending order. */
  public record ArtistPair(String first, String second) {}

  /** A pair of artists with the number of albums that credit both of them together. */
  public record RankedPair(ArtistPair pair, int albums) {}

  private static final Comparator<RankedPair> BY_RANK =
      Comparator.comparingInt(RankedPair::albums)
          .reversed()
          .thenComparing(ranked -> ranked.pair().first())
          .thenComparing(ranked -> ranked.pair().second());

  private final Map<ArtistPair, Integer> counts = new HashMap<>();
  private int albums;

  void add(AlbumBundle album) {
    Set<ArtistPair> pairs = new HashSet<>();
    addPairs(album.artistIds(), pairs);
    Map<Integer, List<String>> byTrack = new HashMap<>();
    for (BridgeTrackArtist credit : album.trackArtists()) {
      byTrack.computeIfAbsent(credit.position(), p -> new ArrayList<>()).add(credit.artistId());
    }
    byTrack.values().forEach(artists -> addPairs(artists, pairs));
    pairs.forEach(pair -> counts.merge(pair, 1, Integer::sum));
    albums += pairs.isEmpty() ? 0 : 1;
  }

  private static void addPairs(Collection<String> credit, Set<ArtistPair> pairs) {
    List<String> artists = List.copyOf(new TreeSet<>(credit));
    if (artists.size() > MAX_CREDITED) {
      return;
    }
    for (int i = 0; i < artists.size(); i++) {
      for (int j = i + 1; j < artists.size(); j++) {
        pairs.add(new ArtistPair(artists.get(i), artists.get(j)));
      }
    }
  }

  /** Returns the number of pairs. */
  public int size() {
    return counts.size();
  }

  /** Returns the number of albums with at least one pair. */
  public int albums() {
    return albums;
  }

  /** Returns the pairs with the most albums, in descending order of their number of albums. */
  public List<RankedPair> top(int limit) {
    return counts.entrySet().stream()
        .map(entry -> new RankedPair(entry.getKey(), entry.getValue()))
        .sorted(BY_RANK)
        .limit(limit)
        .toList();
  }
}
