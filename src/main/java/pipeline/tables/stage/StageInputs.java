package pipeline.tables.stage;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.store.RereadPolicy;
import pipeline.tables.stage.StageException.StageFailureReason;

/** Functions that read and check the input partitions of a stage. */
public final class StageInputs {
  private StageInputs() {}

  /**
   * Returns the partition of a table for the run's date.
   *
   * @throws StageException of the reason INPUT_MISSING if the partition does not exist
   */
  public static <R extends IndexedRecord> Partition<R> require(StageRun run, Table<R> table) {
    Partition<R> input = require(run.lake(), run.ds(), table);
    run.lineage().addInput(run, input);
    return input;
  }

  /**
   * Starts to read the partition of a table for the run's date on another thread, so that the stage
   * can read other partitions at the same time.
   *
   * @return a supplier that waits for the partition and returns it, or throws the exception of
   *     {@link #require}
   */
  public static <R extends IndexedRecord> Supplier<Partition<R>> prefetch(
      StageRun run, Table<R> table) {
    return run.lake().prefetch(() -> require(run, table));
  }

  static <R extends IndexedRecord> Partition<R> require(Lake lake, LocalDate ds, Table<R> table) {
    return lake.find(table, ds)
        .orElseThrow(
            () ->
                new StageException(
                    StageFailureReason.INPUT_MISSING,
                    "missing input: %s/%s; run %s first"
                        .formatted(lake.uri(), table.key(ds), Stage.from(table).rerunCommand(ds))));
  }

  /**
   * Checks that a partition was built from the current version of its input.
   *
   * @throws StageException of the reason INPUT_OUTDATED if the input has been replaced since the
   *     partition was built
   */
  public static void checkBuiltFrom(StageRun run, Partition<?> output, Partition<?> input) {
    if (!isBuiltFrom(output, input)) {
      throw outdated(run, output, input.table() + " has been replaced since this file was built");
    }
  }

  /** Returns whether a partition was built from the given version of its input. */
  public static boolean isBuiltFrom(Partition<?> output, Partition<?> input) {
    return output.footer().inputHash(input.key()).equals(Optional.of(input.footer().contentHash()));
  }

  /**
   * Checks that a clean partition has all columns of the current schema.
   *
   * @throws StageException of the reason INPUT_OUTDATED if its schema is older
   */
  public static void checkCurrentSchema(StageRun run, Partition<?> partition) {
    if (partition.hasOlderSchema()) {
      throw outdated(run, partition, "this file has the schema of an older pipeline.jar");
    }
  }

  private static StageException outdated(StageRun run, Partition<?> partition, String cause) {
    return new StageException(
        StageFailureReason.INPUT_OUTDATED,
        "outdated input: %s/%s; rerun %s, because %s"
            .formatted(
                run.lake().uri(),
                partition.key(),
                run.rerunCommand(Stage.from(partition.table())),
                cause));
  }

  /**
   * Runs the work, and repeats it if an input is replaced while the work reads it. Runs the work at
   * most three times.
   */
  public static <T> T retryOnReplaced(Supplier<T> work) {
    return RereadPolicy.apply(work);
  }
}
