package pipeline.purge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.BuildFingerprint;
import pipeline.tables.stage.WorkPaths;

/**
 * All objects of the dates before a cutoff. The oldest date is deleted first. Within a date, build
 * records ({@link BuildFingerprint#RECORDS}) and checkpoints are deleted before the tables. The
 * first table is analytics/partitions, because it lists the other tables of the date and must not
 * list a deleted one. The last table is raw/releases. If a purge is interrupted within a date, the
 * date looks as if only its earlier stages had run. The next purge deletes the remaining objects.
 *
 * @param cutoff the first date that is not deleted
 */
public record ExpiredPartitions(Lake lake, LocalDate cutoff) {
  private record DateFolder(String path, String category) {}

  /** Returns the candidates in the order of their deletion. */
  public List<DeletionCandidate> list() {
    List<DateFolder> folders = new ArrayList<>();
    for (String folder :
        List.of(BuildFingerprint.RECORDS, WorkPaths.LISTINGS, WorkPaths.CHECKPOINTS)) {
      folders.add(new DateFolder(folder, folder.substring(0, folder.length() - 1)));
    }
    List<Table<?>> lastMadeFirst = new ArrayList<>(Tables.all());
    Collections.reverse(lastMadeFirst);
    lastMadeFirst.forEach(
        table -> folders.add(new DateFolder(table.folder(), table.qualifiedName())));
    return lake.readAll(folders, this::listExpired).stream()
        .flatMap(List::stream)
        .sorted(
            Comparator.comparing(
                DeletionCandidate::ds)) // a stable sort, so the order of the folders stays
        .toList();
  }

  /**
   * Returns the objects of expired dates in a folder. All objects below a partition's prefix are
   * included, because query engines read all of them.
   */
  private List<DeletionCandidate> listExpired(DateFolder folder) {
    List<DeletionCandidate> expired = new ArrayList<>();
    for (ObjectInfo object : lake.store().list(folder.path() + "ds=")) {
      Optional.of(object.key().substring(folder.path().length()))
          .filter(path -> path.contains("/"))
          .flatMap(Table::parseDate)
          .filter(date -> date.isBefore(cutoff))
          .ifPresent(date -> expired.add(candidate(folder.category(), object, date)));
    }
    return expired;
  }

  private DeletionCandidate candidate(String category, ObjectInfo object, LocalDate date) {
    return new DeletionCandidate(
        category, object.key(), date, object.size(), () -> lake.store().delete(object.key()));
  }
}
