package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pipeline.simulator.catalogue.random.KeyedHash;
import pipeline.simulator.catalogue.random.RandomStream;

/**
 * The listing of a day. Of the albums of the last 16 days, it contains those with the highest
 * scores. An album's score is its popularity minus a penalty for its age. About 15 % of the albums
 * are new each day. On one day in nine, the listing is the same as on the day before.
 */
final class NewReleasesListing {
  private static final int WINDOW_DAYS = 16;

  /**
   * The amount by which an album's score falls per day of age, in a listing of 100 or more albums.
   * With this value, the oldest listed albums are about 12 days old.
   */
  private static final double PENALTY_PER_DAY = 0.01125;

  /**
   * The minimum score of a candidate for a listing of {@link #LARGE_SIZE} or more albums. This
   * minimum reduces the number of candidates to sort. The albums of such a listing have a score of
   * about 0.85 or more.
   */
  private static final double MIN_SCORE = 0.8;

  private static final int LARGE_SIZE = 1000;

  private static final int UNCHANGED_ONE_IN = 9;

  private final long seed;
  private final int size;
  private final LruCache<Integer, List<AlbumSlot>> recent = new LruCache<>(8);

  NewReleasesListing(long seed, int size) {
    this.seed = seed;
    this.size = size;
  }

  List<AlbumSlot> albumsOn(int today) {
    return recent.get(today, this::compute);
  }

  private List<AlbumSlot> compute(int today) {
    int baseDay = today;
    while (Math.floorMod(
            KeyedHash.hash(seed, RandomStream.UNCHANGED, baseDay), (long) UNCHANGED_ONE_IN)
        == 0) {
      baseDay--;
    }
    return rank(baseDay);
  }

  private List<AlbumSlot> rank(int day) {
    int perDay = Math.max(AlbumSlot.SEARCHABLE, size);
    double penalty = PENALTY_PER_DAY * size / perDay;
    double minScore = size < LARGE_SIZE ? -1 : MIN_SCORE;
    List<RankedAlbum> candidates = new ArrayList<>();
    for (int age = 0; age < WINDOW_DAYS; age++) {
      for (int index = 0; index < perDay; index++) {
        AlbumSlot slot = new AlbumSlot(day - age, index);
        double score = slot.popularity(seed) - penalty * age;
        if (score >= minScore) {
          candidates.add(new RankedAlbum(slot, score));
        }
      }
    }
    candidates.sort(Comparator.comparingDouble(RankedAlbum::score).reversed());
    return candidates.stream().limit(size).map(RankedAlbum::slot).toList();
  }

  private record RankedAlbum(AlbumSlot slot, double score) {}
}
