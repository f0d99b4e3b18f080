package pipeline.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import pipeline.purge.WorkFile;

/**
 * The number and size of work files of one kind.
 *
 * @param kind the folder of the files, or {@code incomplete uploads}
 * @param objects the number of files
 * @param bytes the total size in bytes; 0 if it is unknown
 * @param usedAt the earliest of the times at which the files were last used
 * @param expired the number of files that no run can need any more
 */
record WorkSummary(String kind, int objects, long bytes, Instant usedAt, int expired) {

  static List<WorkSummary> summarize(List<WorkFile> files, Instant now) {
    SortedMap<String, WorkSummary> kinds = new TreeMap<>();
    for (WorkFile file : files) {
      WorkSummary single =
          new WorkSummary(
              file.candidate().category(),
              1,
              file.candidate().bytes(),
              file.usedAt(),
              file.isExpired(now) ? 1 : 0);
      kinds.merge(single.kind, single, WorkSummary::plus);
    }
    return new ArrayList<>(kinds.values());
  }

  private WorkSummary plus(WorkSummary other) {
    return new WorkSummary(
        kind,
        objects + other.objects,
        bytes + other.bytes,
        usedAt.isBefore(other.usedAt) ? usedAt : other.usedAt,
        expired + other.expired);
  }
}
