package pipeline.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.DimArtist;

/** Counts each artist's releases, and knows what artists are called. */
public final class ArtistCounts {
  /**
   * An artist of some releases.
   *
   * @param releases credited on the album itself
   * @param featured credited on a track only
   */
  public record RankedArtist(ReportArtist artist, int releases, int featured) {}

  /**
   * What a page shows of an artist.
   *
   * @param url as the table has it, not looked at yet
   */
  public record ReportArtist(String id, @Nullable String name, @Nullable String url) {
    private boolean hasName() {
      return name != null && !name.isBlank();
    }
  }

  private static final class AppearanceCount {
    private int releases;
    private int featured;
  }

  private static final Comparator<RankedArtist> MOST_FIRST =
      Comparator.comparingInt(RankedArtist::releases)
          .thenComparingInt(RankedArtist::featured)
          .reversed()
          .thenComparing(counted -> counted.artist().id());

  private final Map<String, AppearanceCount> counts = new HashMap<>();
  private final Map<String, ReportArtist> names = new HashMap<>();

  void add(AlbumBundle album) {
    Set<String> own = new HashSet<>(album.artistIds());
    own.forEach(id -> count(id).releases++);
    Set<String> featured = new HashSet<>();
    for (BridgeTrackArtist credit : album.trackArtists()) {
      if (!own.contains(credit.artistId()) && featured.add(credit.artistId())) {
        count(credit.artistId()).featured++;
      }
    }
  }

  private AppearanceCount count(String id) {
    return counts.computeIfAbsent(id, i -> new AppearanceCount());
  }

  /** What is said first of an artist stays, unless it has no name or an empty one. */
  void name(DimArtist row) {
    ReportArtist known = names.get(row.artistId());
    if (known == null || !known.hasName()) {
      names.put(
          row.artistId(), new ReportArtist(row.artistId(), row.artistName(), row.artistUrl()));
    }
  }

  /** An artist by its id. */
  public ReportArtist named(String id) {
    ReportArtist known = names.get(id);
    return known == null ? new ReportArtist(id, null, null) : known;
  }

  public int size() {
    return counts.size();
  }

  /** Those with the most releases first. */
  public List<RankedArtist> top(int most) {
    return counts.entrySet().stream()
        .map(
            entry ->
                new RankedArtist(
                    named(entry.getKey()), entry.getValue().releases, entry.getValue().featured))
        .sorted(MOST_FIRST)
        .limit(most)
        .toList();
  }
}
