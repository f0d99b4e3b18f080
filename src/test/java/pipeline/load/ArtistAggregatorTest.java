package pipeline.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.store.LakeException;
import pipeline.load.ArtistAggregator.ArtistCredit;
import pipeline.testing.RandomInput;

class ArtistAggregatorTest {
  @TempDir private Path folder;

  @Test
  void sortedRunsGiveTheSameArtistsAsAMap() {
    RandomInput.check(
        150,
        input -> {
          List<ArtistCredit> credits = input.list(0, 60, () -> credit(input));
          assertEquals(inMemory(credits), aggregate(credits, input.number(1, 9)));
          try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
          }
        });
  }

  @Test
  void fullDiskIsALakeException() {
    try (ArtistAggregator aggregator = new ArtistAggregator(folder.resolve("nowhere"), 1)) {
      LakeException failed =
          assertThrows(
              LakeException.class, () -> aggregator.add(new ArtistCredit("A", null, null)));
      assertEquals(LakeException.LakeErrorKind.UNREACHABLE, failed.kind());
      assertTrue(failed.getMessage().contains("nowhere"), failed.getMessage());
    }
  }

  @Test
  void unreadableRunIsAFailureToRead() throws IOException {
    try (ArtistAggregator aggregator = new ArtistAggregator(folder, 2)) {
      aggregator.add(new ArtistCredit("A", null, null));
      aggregator.add(new ArtistCredit("B", null, null));
      try (Stream<Path> runs = Files.list(folder)) {
        Files.delete(runs.findFirst().orElseThrow());
      }
      LakeException failed =
          assertThrows(LakeException.class, () -> aggregator.forEach(artist -> {}));
      assertTrue(failed.getMessage().startsWith("cannot read: " + folder), failed.getMessage());
    }
  }

  @Test
  void undeletableRunDoesNotFailTheAggregation() throws IOException {
    Path own = Files.createDirectory(folder.resolve("stubborn"));
    try (ArtistAggregator aggregator = new ArtistAggregator(own, 1)) {
      aggregator.add(new ArtistCredit("A", null, null));
      aggregator.add(new ArtistCredit("B", null, null));
      try (Stream<Path> runs = Files.list(own)) {
        Path run = runs.findFirst().orElseThrow();
        Files.delete(run);
        Files.createFile(Files.createDirectory(run).resolve("child"));
      }
    }
    try (Stream<Path> left = Files.walk(own).sorted(Comparator.reverseOrder())) {
      List<Path> all = left.toList();
      assertEquals(3, all.size(), "the folder and the replaced run file");
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }

  private static List<ArtistCredit> inMemory(List<ArtistCredit> credits) {
    TreeMap<String, ArtistCredit> artists = new TreeMap<>();
    for (ArtistCredit credit : credits) {
      ArtistCredit earlier = artists.getOrDefault(credit.id(), credit);
      artists.put(
          credit.id(),
          new ArtistCredit(
              credit.id(),
              fuller(earlier.name(), credit.name()),
              fuller(earlier.url(), credit.url())));
    }
    return List.copyOf(artists.values());
  }

  /** Returns the first text that is not empty, or else the first that is not null. */
  private static @Nullable String fuller(@Nullable String one, @Nullable String other) {
    return Stream.of(one, other)
        .filter(text -> text != null && !text.isEmpty())
        .findFirst()
        .orElse(one == null ? other : one);
  }

  private List<ArtistCredit> aggregate(List<ArtistCredit> credits, int maxInMemory) {
    List<ArtistCredit> artists = new ArrayList<>();
    try (ArtistAggregator aggregator = new ArtistAggregator(folder, maxInMemory)) {
      credits.forEach(aggregator::add);
      aggregator.forEach(artists::add);
    } catch (UncheckedIOException failed) {
      throw new AssertionError(failed);
    }
    return artists;
  }

  /** Creates a credit with few different IDs, so that they repeat, and names that break formats. */
  private static ArtistCredit credit(RandomInput input) {
    String id = String.join("", input.list(1, 2, () -> input.pick("A", "B", "C", "D", "E")));
    return new ArtistCredit(id, name(input), name(input));
  }

  private static @Nullable String name(RandomInput input) {
    return input.orNull(0.4, input.pick("", "Ночь", "夜", "🎧", "a\u0000b", "line\nline"));
  }
}
