package pipeline.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DataMode;
import pipeline.tables.stage.Stage;

/**
 * Checks of the lake.
 *
 * @param lake opens the lake
 */
public record LakeChecks(Supplier<Lake> lake) {
  private static final String TEST_FOLDER = "work/doctor/";
  private static final long MIN_FREE_BYTES = 1L << 30;

  /**
   * Checks that an object can be written, listed, read and deleted in {@code work/}.
   *
   * @param name a name for the test object that no other run uses
   */
  public CheckResult access(String name) {
    ObjectStore store = lake.get().store();
    String key = TEST_FOLDER + name;
    byte[] bytes = ("written by doctor, " + name).getBytes(StandardCharsets.UTF_8);
    if (find(store, key).isPresent()) {
      throw inconsistent(store, key, "storage lists an object before it is written");
    }
    store.put(key, bytes);
    try {
      checkContent(store, key, bytes);
    } catch (RuntimeException failure) {
      try {
        store.delete(key);
      } catch (RuntimeException cleanupFailure) {
        failure.addSuppressed(cleanupFailure);
      }
      throw failure;
    }
    store.delete(key);
    if (find(store, key).isPresent()) {
      throw inconsistent(store, key, "storage still lists a deleted object");
    }
    return CheckResult.ok(store.uri() + " allows listing, writing, reading and deleting");
  }

  private static void checkContent(ObjectStore store, String key, byte[] bytes) {
    ObjectInfo written =
        find(store, key)
            .orElseThrow(() -> inconsistent(store, key, "storage does not list a new object"));
    if (!Arrays.equals(bytes, store.read(written, 0, (int) written.size()))) {
      throw inconsistent(store, key, "storage returns other content than was written");
    }
  }

  private static Optional<ObjectInfo> find(ObjectStore store, String key) {
    return store.list(key).stream().filter(object -> object.key().equals(key)).findFirst();
  }

  private static LakeException inconsistent(ObjectStore store, String key, String problem) {
    return new LakeException(
        LakeErrorKind.UNREACHABLE,
        "%s: %s/%s; use a storage service that is as consistent as Amazon S3"
            .formatted(problem, store.uri(), key));
  }

  /**
   * Checks the permissions to list and to abort incomplete uploads. If a permission is missing, the
   * result is only a warning, because only large files and {@code purge --work} need these
   * permissions.
   */
  public CheckResult uploads() {
    ObjectStore store = lake.get().store();
    try {
      int incomplete = store.listIncompleteUploads().size();
      if (store.uri().startsWith("s3:")) {
        // This upload does not exist, but S3 checks the permission first.
        store.discard(new IncompleteUpload(TEST_FOLDER + "upload", "none", 0, Instant.EPOCH));
      }
      return CheckResult.ok(
          incomplete == 0
              ? "no incomplete uploads"
              : "incomplete uploads from running or stopped runs: "
                  + incomplete
                  + "; run status to see them");
    } catch (LakeException failure) {
      if (failure.kind() != LakeErrorKind.DENIED) {
        throw failure;
      }
      return CheckResult.warn(
          String.valueOf(failure.getMessage()),
          "Grant this permission if files exceed 64 MB or you use purge --work; see docs/s3.md.");
    }
  }

  /** Checks that the disk has enough free space for staging files. */
  public CheckResult diskSpace() throws IOException {
    Path tempDirectory = lake.get().store().tempDirectory();
    long free = Files.getFileStore(tempDirectory).getUsableSpace();
    String description =
        "%s has %,d MB of free space for temporary files".formatted(tempDirectory, free >> 20);
    return free < MIN_FREE_BYTES
        ? CheckResult.warn(
            description,
            "Free disk space until at least %,d MB are free. For a lake in S3, you can also select"
                    .formatted(MIN_FREE_BYTES >> 20)
                + " another folder with the Java option -Djava.io.tmpdir=FOLDER.")
        : CheckResult.ok(description);
  }

  /**
   * Checks that the lake and the configured Spotify are both real or both simulated, because a lake
   * never holds both real and simulated data.
   *
   * @param configured the data mode of the configured Spotify
   */
  public CheckResult dataMode(DataMode configured) {
    Optional<DataMode> actual = DataMode.find(lake.get().store());
    if (actual.isEmpty()) {
      return CheckResult.ok(
          "the lake is not marked as real or simulated yet; the first run marks it as "
              + configured.label());
    }
    if (actual.get() == configured) {
      return CheckResult.ok("the lake and Spotify are both " + configured.label());
    }
    return CheckResult.fail(
        "the lake has %s data, but Spotify is %s"
            .formatted(actual.get().label(), configured.label()),
        configured == DataMode.SIMULATED
            ? "Set LAKE (or --lake) to another lake, or remove --simulate and SIMULATE."
            : "Set LAKE (or --lake) to another lake, or add --simulate.");
  }

  /**
   * Checks that the newest partition of each table outside the layer raw has the schema that this
   * jar writes.
   */
  public CheckResult schemas() {
    int present = 0;
    List<String> reruns = new ArrayList<>();
    for (Table<?> table : Tables.all()) {
      Optional<? extends Partition<?>> newest = findNewest(table);
      if (newest.isPresent()) {
        present++;
        if (newest.get().hasOlderSchema() && !table.layer().equals("raw")) {
          reruns.add(Stage.from(table).command() + " --date " + newest.get().ds());
        }
      }
    }
    if (!reruns.isEmpty()) {
      return CheckResult.warn(
          "tables with the schema of an older pipeline.jar: " + reruns.size(),
          "Rerun %s. Then rerun these stages for each other date that you need."
              .formatted(String.join(", ", reruns.stream().distinct().toList())));
    }
    return CheckResult.ok(
        present == 0
            ? "the lake has no tables yet"
            : "checked the newest partitions of %d tables; none needs a rerun because of its schema"
                .formatted(present));
  }

  private Optional<? extends Partition<?>> findNewest(Table<?> table) {
    List<LocalDate> dates = lake.get().listDates(table);
    return dates.isEmpty() ? Optional.empty() : lake.get().find(table, dates.get(dates.size() - 1));
  }
}
