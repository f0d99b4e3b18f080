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

/** The number of albums of each artist, and the artists' names. */
public final class ArtistCounts {
  /**
   * An artist with the number of albums.
   *
   * @param albums number of albums that credit the artist on the album itself
   * @param featured number of albums that credit the artist on a track, but not as an album artist
   */
  public record RankedArtist(ReportArtist artist, int albums, int featured) {}

  /**
   * An artist as shown on the page.
   *
   * @param url URL as stored in the table, not validated
   */
  public record ReportArtist(String id, @Nullable String name, @Nullable String url) {
    /** Returns whether the name is known and not blank. */
    public boolean hasName() {
      return name != null && !name.isBlank();
    }
  }

  private static final class AppearanceCount {
    private int albums;
    private int featured;
  }

  private static final Comparator<RankedArtist> BY_RANK =
      Comparator.comparingInt(RankedArtist::albums)
          .thenComparingInt(RankedArtist::featured)
          .reversed()
          .thenComparing(ranked -> ranked.artist().id());

  private final Map<String, AppearanceCount> counts = new HashMap<>();
  private final Map<String, ReportArtist> names = new HashMap<>();

  void add(AlbumBundle album) {
    Set<String> own = new HashSet<>(album.artistIds());
    own.forEach(id -> count(id).albums++);
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

  /** Adds the name of an artist, unless the artist already has a name that is not blank. */
  void addName(DimArtist row) {
    if (!artist(row.artistId()).hasName()) {
      names.put(
          row.artistId(), new ReportArtist(row.artistId(), row.artistName(), row.artistUrl()));
    }
  }

  /** Returns the artist with an id. If the artist is unknown, name and URL are null. */
  public ReportArtist artist(String id) {
    ReportArtist known = names.get(id);
    return known == null ? new ReportArtist(id, null, null) : known;
  }

  public int size() {
    return counts.size();
  }

  /** Returns the artists with the most albums, in descending order of their number of albums. */
  public List<RankedArtist> top(int limit) {
    return counts.entrySet().stream()
        .map(
            entry ->
                new RankedArtist(
                    artist(entry.getKey()), entry.getValue().albums, entry.getValue().featured))
        .sorted(BY_RANK)
        .limit(limit)
        .toList();
  }
}
