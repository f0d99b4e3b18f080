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
  void addName(DimArtist row) {
    ReportArtist existing = names.get(row.artistId());
    if (existing == null || !existing.hasName()) {
      names.put(
          row.artistId(), new ReportArtist(row.artistId(), row.artistName(), row.artistUrl()));
    }
  }

  /** An artist by its id. */
  public ReportArtist artist(String id) {
    ReportArtist existing = names.get(id);
    return existing == null ? new ReportArtist(id, null, null) : existing;
  }

  public int size() {
    return counts.size();
  }

  /** Those with the most releases first. */
  public List<RankedArtist> top(int limit) {
    return counts.entrySet().stream()
        .map(
            entry ->
                new RankedArtist(
                    artist(entry.getKey()), entry.getValue().releases, entry.getValue().featured))
        .sorted(MOST_FIRST)
        .limit(limit)
        .toList();
  }
}
