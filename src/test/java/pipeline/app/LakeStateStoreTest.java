package pipeline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.spotify.api.StateStore;
import pipeline.testing.clock.TestClock;

/**
 * Checks that a process reads the values that another process stores, and misses those that it
 * deletes.
 */
class LakeStateStoreTest {
  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private ObjectStore store;
  private StateStore facts;
  private StateStore another;

  @BeforeEach
  void open() {
    store = new FileObjectStore(folder);
    facts = new LakeStateStore(store, () -> "id", clock);
    another = new LakeStateStore(store, () -> "id", clock);
    another.write("source", "new_releases");
  }

  @Test
  void factsOfAnotherProcessAreRead() {
    assertEquals(Optional.of("new_releases"), facts.find("source"));
    another.write("source", "search_new");

    assertEquals(Optional.of("search_new"), facts.find("source"));
  }

  @Test
  void deletedFactIsUnknown() {
    assertEquals(Optional.of("new_releases"), facts.find("source"));
    store.list("state/").stream().map(ObjectInfo::key).forEach(store::delete);

    assertEquals(Optional.empty(), facts.find("source"));
  }

  @Test
  void ownWritesAreRead() {
    assertEquals(Optional.empty(), facts.find("block"));
    facts.write("block", "2026-11-20T12:00:00Z");

    assertEquals(Optional.of("2026-11-20T12:00:00Z"), facts.find("block"));
  }

  @Test
  void ownWritesAreReadWithoutARequest() {
    facts.write("block", "2026-11-20T12:00:00Z");
    store.list("state/").stream().map(ObjectInfo::key).forEach(store::delete);

    assertEquals(Optional.of("2026-11-20T12:00:00Z"), facts.find("block"));
    assertEquals(List.of(), facts.names(""));
    assertEquals(Optional.empty(), facts.find("block"));
  }

  @Test
  void factThatAnotherProcessAddsIsFoundAfterAMinute() {
    assertEquals(Optional.empty(), facts.find("block"));
    another.write("block", "2026-11-20T12:00:00Z");
    clock.advance(Duration.ofSeconds(61));

    assertEquals(Optional.of("2026-11-20T12:00:00Z"), facts.find("block"));
  }

  @Test
  void namesAndFactsOfAllProcessesAreTheLatest() {
    another.write("calls/a", "1");
    facts.write("calls/b", "2");
    assertEquals(List.of("calls/a", "calls/b"), facts.names("calls/"));
    assertEquals(Optional.of("1"), facts.find("calls/a"));
    another.write("calls/a", "3");
    another.delete("calls/b");

    assertEquals(List.of("calls/a"), facts.names("calls/"));
    assertEquals(Optional.of("3"), facts.find("calls/a"));
    assertEquals(Optional.empty(), facts.find("calls/b"));
  }
}
