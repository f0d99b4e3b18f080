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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import pipeline.lake.LakeException;

class ArtistRegroupTest {
  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("regroup-");
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    Files.delete(folder);
  }

  @Property(tries = 150)
  void isWhatAMapInMemoryWouldHold(
      @ForAll("mentions") List<ArtistMention> mentions,
      @ForAll @IntRange(min = 1, max = 9) int held)
      throws IOException {
    assertEquals(inMemory(mentions), regrouped(mentions, held));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Example
  void aDiskThatCannotBeWrittenIsTheLakesFailure() {
    try (ArtistRegroup regroup = new ArtistRegroup(folder.resolve("nowhere"), 1)) {
      LakeException failed =
          assertThrows(LakeException.class, () -> regroup.add(new ArtistMention("A", null, null)));
      assertEquals(LakeException.Kind.UNREACHABLE, failed.kind());
      assertTrue(failed.getMessage().contains("nowhere"), failed.getMessage());
    }
  }

  @Example
  void artistsAreRegroupedThoughARunCannotBeDeleted() throws IOException {
    Path own = Files.createDirectory(folder.resolve("stubborn"));
    try (ArtistRegroup regroup = new ArtistRegroup(own, 1)) {
      regroup.add(new ArtistMention("A", null, null));
      regroup.add(new ArtistMention("B", null, null));
      try (Stream<Path> runs = Files.list(own)) {
        Path run = runs.findFirst().orElseThrow();
        Files.delete(run);
        Files.createFile(Files.createDirectory(run).resolve("child"));
      }
    }
    try (Stream<Path> left = Files.walk(own).sorted(Comparator.reverseOrder())) {
      List<Path> all = left.toList();
      assertEquals(3, all.size(), "the folder, and the run in it that is none now");
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }

  private static List<ArtistMention> inMemory(List<ArtistMention> mentions) {
    TreeMap<String, ArtistMention> artists = new TreeMap<>();
    for (ArtistMention mention : mentions) {
      ArtistMention earlier = artists.getOrDefault(mention.id(), mention);
      artists.put(
          mention.id(),
          new ArtistMention(
              mention.id(),
              earlier.name() == null ? mention.name() : earlier.name(),
              earlier.url() == null ? mention.url() : earlier.url()));
    }
    return List.copyOf(artists.values());
  }

  private static List<ArtistMention> regrouped(List<ArtistMention> mentions, int held) {
    List<ArtistMention> artists = new ArrayList<>();
    try (ArtistRegroup regroup = new ArtistRegroup(folder, held)) {
      mentions.forEach(regroup::add);
      regroup.forEach(artists::add);
    } catch (UncheckedIOException failed) {
      throw new AssertionError(failed);
    }
    return artists;
  }

  /** Few ids, so that they come again; names in any script, with what breaks formats in them. */
  @Provide
  Arbitrary<List<ArtistMention>> mentions() {
    Arbitrary<String> ids =
        Arbitraries.strings().withCharRange('A', 'E').ofMinLength(1).ofMaxLength(2);
    Arbitrary<String> names = Arbitraries.of("", "Ночь", "夜", "🎧", "a\u0000b", "line\nline");
    return Combinators.combine(ids, names.injectNull(0.4), names.injectNull(0.4))
        .as(ArtistMention::new)
        .list()
        .ofMaxSize(60);
  }
}
