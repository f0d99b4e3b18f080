package pipeline.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import pipeline.purge.WorkFile;

/**
 * What lies in {@code work/}, by its kind.
 *
 * @param kind the folder, or what else it is
 * @param bytes 0 where that is not known
 * @param usedAt when the oldest of it was last used
 * @param expired how much of it nobody can need any more
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

  private WorkSummary plus(WorkSummary more) {
    return new WorkSummary(
        kind,
        objects + more.objects,
        bytes + more.bytes,
        usedAt.isBefore(more.usedAt) ? usedAt : more.usedAt,
        expired + more.expired);
  }
}
