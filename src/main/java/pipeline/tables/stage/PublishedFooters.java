package pipeline.tables.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pipeline.lake.PartitionVersion;
import pipeline.lake.Table;

/**
 * The footers of the tables that an earlier run of a stage may have published. The footer of the
 * last table is read first. If this footer is missing, the other footers need not be read.
 */
public final class PublishedFooters {
  private final StageRun run;
  private final List<Table<?>> tables;
  private final Supplier<Optional<PartitionVersion>> last;

  private PublishedFooters(StageRun run, List<Table<?>> tables) {
    this.run = run;
    this.tables = tables;
    this.last = run.lake().prefetch(() -> read(tables.get(tables.size() - 1)));
  }

  /**
   * Starts to read the footer of the last table on another thread, so that the stage can read its
   * inputs at the same time.
   *
   * @param tables in the order in which the stage publishes them
   */
  public static PublishedFooters prefetch(StageRun run, List<Table<?>> tables) {
    return new PublishedFooters(run, tables);
  }

  private Optional<PartitionVersion> read(Table<?> table) {
    // Without a hash of the code, a run cannot detect that nothing has changed.
    return run.codeHash().isEmpty()
        ? Optional.empty()
        : run.lake().findPublishedVersion(table, run.ds());
  }

  List<Table<?>> tables() {
    return tables;
  }

  /** Returns the versions in the order of the tables; empty if a table is missing or damaged. */
  Optional<List<PartitionVersion>> find() {
    Optional<PartitionVersion> lastVersion = last.get();
    if (lastVersion.isEmpty()) {
      return Optional.empty();
    }
    List<PartitionVersion> versions = new ArrayList<>();
    run.lake()
        .readAll(tables.subList(0, tables.size() - 1), this::read)
        .forEach(version -> version.ifPresent(versions::add));
    versions.add(lastVersion.get());
    return Optional.of(versions).filter(all -> all.size() == tables.size());
  }
}
