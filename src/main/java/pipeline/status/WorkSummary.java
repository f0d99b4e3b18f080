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
 * @param what the folder, or what else it is
 * @param bytes 0 where that is not known
 * @param usedAt when the oldest of it was last used
 * @param expired how much of it nobody can need any more
 */
record WorkSummary(String what, int objects, long bytes, Instant usedAt, int expired) {

  static List<WorkSummary> of(List<WorkFile> left, Instant now) {
    SortedMap<String, WorkSummary> kinds = new TreeMap<>();
    for (WorkFile one : left) {
      WorkSummary alone =
          new WorkSummary(
              one.doomed().of(), 1, one.doomed().bytes(), one.usedAt(), one.expired(now) ? 1 : 0);
      kinds.merge(alone.what, alone, WorkSummary::plus);
    }
    return new ArrayList<>(kinds.values());
  }

  private WorkSummary plus(WorkSummary more) {
    return new WorkSummary(
        what,
        objects + more.objects,
        bytes + more.bytes,
        usedAt.isBefore(more.usedAt) ? usedAt : more.usedAt,
        expired + more.expired);
  }
}
