package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pipeline.simulator.catalogue.random.KeyedHash;
import pipeline.simulator.catalogue.random.RandomStream;

/**
 * The curated list of a day: the best of the last two weeks, where popularity fades with age. About
 * 15 in 100 are new each day, but on one day in nine the list stays as it was the day before.
 */
final class NewReleasesListing {
  private static final int WINDOW_DAYS = 16;

  /** With this, the oldest albums of the list are a bit over 13 days old. */
  private static final double FADING_PER_DAY = 0.01125;

  /** In lists of this size and more, nothing below this score comes in: about 0.85 is needed. */
  private static final double MIN_SCORE = 0.8;

  private static final int LARGE_SIZE = 1000;

  private static final int UNCHANGED_ONE_IN = 9;

  private final long seed;
  private final Popularity popularity;
  private final int size;

  NewReleasesListing(long seed, int size) {
    this.seed = seed;
    this.size = size;
    popularity = new Popularity(seed);
  }

  List<AlbumSlot> albumsOn(int today) {
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
    double fading = FADING_PER_DAY * size / perDay;
    double minScore = size < LARGE_SIZE ? -1 : MIN_SCORE;
    List<RankedAlbum> candidates = new ArrayList<>();
    for (int age = 0; age < WINDOW_DAYS; age++) {
      for (int index = 0; index < perDay; index++) {
        AlbumSlot slot = new AlbumSlot(day - age, index);
        double score = popularity.score(slot) - fading * age;
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
