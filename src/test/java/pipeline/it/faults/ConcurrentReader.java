package pipeline.it.faults;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.tables.row.Tables;
import pipeline.testing.process.LakeFingerprints;

/**
 * A reader that reads each table of a date repeatedly while the table is replaced. It lists the
 * table again if the listed version was deleted.
 */
final class ConcurrentReader implements AutoCloseable {
  /**
   * The key under which versitygw lists an object for a moment while it replaces the object, beside
   * the object itself. Every reader of the lake selects objects by their names, so none reads it.
   */
  private static final Pattern TEMPORARY = Pattern.compile(".*/\\.[^/]+\\.sgwtmp\\.\\d+");

  private final Lake lake;
  private final LocalDate ds;
  private final List<SortedMap<String, String>> states;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<Integer> reads;
  private volatile boolean done;

  /**
   * Starts the reader.
   *
   * @param states the fingerprints that a table may have
   */
  ConcurrentReader(ObjectStore store, LocalDate ds, List<SortedMap<String, String>> states) {
    this.lake = new Lake(store);
    this.ds = ds;
    this.states = states;
    Callable<Integer> polling = this::poll;
    this.reads = thread.submit(polling);
  }

  private int poll() {
    int read = 0;
    while (!done) {
      for (Table<?> table : Tables.all()) {
        read += readOnce(table) ? 1 : 0;
      }
    }
    return read;
  }

  /**
   * Returns whether the table was read. Returns false if the table is missing or was replaced
   * during the read.
   */
  private boolean readOnce(Table<?> table) {
    String key = table.key(ds);
    try {
      List<ObjectInfo> found =
          lake.store().list(table.folder()).stream()
              .filter(object -> !TEMPORARY.matcher(object.key()).matches())
              .toList();
      if (found.isEmpty()) {
        return false;
      }
      if (found.size() > 1 || !found.get(0).key().equals(key)) {
        throw new AssertionError("unexpected objects below " + table + ": " + found);
      }
      String fingerprint = LakeFingerprints.fingerprint(lake, found.get(0), ds);
      if (!allowedFingerprints(key).contains(fingerprint)) {
        throw new AssertionError(table + " was read as neither of its states");
      }
      return true;
    } catch (LakeException replaced) {
      if (replaced.kind() != LakeException.LakeErrorKind.REPLACED) {
        throw replaced;
      }
      return false;
    }
  }

  private Set<String> allowedFingerprints(String key) {
    return Set.copyOf(states.stream().map(state -> state.get(key)).distinct().toList());
  }

  /** Stops the reader and returns the number of tables that it read completely. */
  int stop() throws Exception {
    done = true;
    return reads.get();
  }

  @Override
  public void close() {
    done = true;
    thread.shutdownNow();
  }
}
