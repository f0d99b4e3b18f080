package pipeline.tables.stage;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.store.RereadPolicy;
import pipeline.tables.stage.StageException.StageFailureReason;

/** The partitions that a stage is made from: there, and not replaced since. */
public final class StageInputs {
  private StageInputs() {}

  /** The partition, or the stage to run first. */
  public static <R extends IndexedRecord> Partition<R> require(StageRun run, Table<R> table) {
    return run.lake()
        .find(table, run.ds())
        .orElseThrow(
            () ->
                new StageException(
                    StageFailureReason.INPUT_MISSING,
                    run.lake().uri()
                        + "/"
                        + table.key(run.ds())
                        + " does not exist. Run "
                        + run.rerunCommand(Stage.from(table))
                        + " first."));
  }

  /** Refuses a partition that was made from something that has been replaced since. */
  public static void checkBuiltFrom(StageRun run, Partition<?> output, Partition<?> input) {
    if (!isBuiltFrom(output, input)) {
      throw new StageException(
          StageFailureReason.INPUT_OUTDATED,
          run.lake().uri()
              + "/"
              + output.key()
              + " was made from a "
              + input.table()
              + " that has been replaced since. Rerun "
              + run.rerunCommand(Stage.from(output.table()))
              + ".");
    }
  }

  public static boolean isBuiltFrom(Partition<?> output, Partition<?> input) {
    Optional<String> recordedHash = output.footer().inputHash(input.key());
    return recordedHash.isPresent() && recordedHash.get().equals(input.footer().contentHash());
  }

  /** Clean tables of an older schema are made anew, never guessed at. */
  public static void checkCurrentSchema(StageRun run, Partition<?> partition) {
    if (partition.hasOlderSchema()) {
      throw new StageException(
          StageFailureReason.INPUT_OUTDATED,
          run.lake().uri()
              + "/"
              + partition.key()
              + " has the columns of an older pipeline.jar. Rerun "
              + run.rerunCommand(Stage.from(partition.table()))
              + ".");
    }
  }

  /**
   * Starts over where an input was replaced while it was read; what was read until then is
   * forgotten.
   */
  public static <T> T retryOnReplaced(Supplier<T> work) {
    return RereadPolicy.apply(work);
  }
}
