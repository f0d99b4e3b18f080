package pipeline.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import pipeline.lake.Lake;

/** Room for the drafts of partitions, which are written whole before they are published. */
public record DiskSpaceCheck(Supplier<Lake> lake) implements HealthCheck {
  private static final long ENOUGH = 1L << 30;

  @Override
  public CheckResult look() throws IOException {
    Path scratch = lake.get().store().tempDirectory();
    long free = Files.getFileStore(scratch).getUsableSpace();
    String what = "%s has %,d MB left for temporary files".formatted(scratch, free >> 20);
    return free < ENOUGH
        ? CheckResult.warn(what, "Free some, or name another folder by -Djava.io.tmpdir=…")
        : CheckResult.ok(what);
  }
}
