package pipeline.doctor;

import java.time.Instant;
import java.util.function.Supplier;
import pipeline.lake.Lake;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectStore;

/**
 * Whether uploads that were not completed can be found and ended. Only large files and {@code purge
 * --work} need that.
 */
public record MultipartAccessCheck(Supplier<Lake> lake) implements HealthCheck {
  @Override
  public CheckResult check() {
    ObjectStore store = lake.get().store();
    try {
      int unfinished = store.listIncompleteUploads().size();
      if (store.uri().startsWith("s3:")) {
        // There is none of this name; who lacks the right is told so all the same.
        store.discard(new IncompleteUpload("work/doctor/upload", "none", 0, Instant.EPOCH));
      }
      return CheckResult.ok(
          unfinished == 0
              ? "nothing is unfinished"
              : unfinished + " unfinished, of runs that go on or were stopped: see status");
    } catch (LakeException refused) {
      if (refused.kind() == LakeException.LakeErrorKind.DENIED) {
        return CheckResult.warn(
            String.valueOf(refused.getMessage()),
            "Files above 64 MB and purge --work need it: see docs/s3.md.");
      }
      throw refused;
    }
  }
}
