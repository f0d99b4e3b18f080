package pipeline.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pipeline.tables.row.BridgeTrackArtist;

/** Who is credited beside whom, on an album or on a track, counted in releases. */
public final class Collaborations {
  /** So many names on one credit are a cast, not a collaboration. */
  public static final int MAX_CREDITED = 25;

  /** Two artists, the smaller id first. */
  public record ArtistPair(String first, String second) {}

  /** A pair and on how many releases it is. */
  public record RankedPair(ArtistPair pair, int releases) {}

  private static final Comparator<RankedPair> MOST_FIRST =
      Comparator.comparingInt(RankedPair::releases)
          .reversed()
          .thenComparing(counted -> counted.pair().first())
          .thenComparing(counted -> counted.pair().second());

  private final Map<ArtistPair, Integer> counts = new HashMap<>();
  private int releases;

  void add(AlbumBundle album) {
    Set<ArtistPair> pairs = new HashSet<>();
    addPairs(album.artistIds(), pairs);
    Map<Integer, List<String>> byTrack = new TreeMap<>();
    for (BridgeTrackArtist credit : album.trackArtists()) {
      byTrack.computeIfAbsent(credit.position(), p -> new ArrayList<>()).add(credit.artistId());
    }
    byTrack.values().forEach(artists -> addPairs(artists, pairs));
    pairs.forEach(pair -> counts.merge(pair, 1, Integer::sum));
    releases += pairs.isEmpty() ? 0 : 1;
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

  public int size() {
    return counts.size();
  }

  /** How many releases have more than one artist somewhere. */
  public int releases() {
    return releases;
  }

  public List<RankedPair> top(int limit) {
    return counts.entrySet().stream()
        .map(entry -> new RankedPair(entry.getKey(), entry.getValue()))
        .sorted(MOST_FIRST)
        .limit(limit)
        .toList();
  }
}
