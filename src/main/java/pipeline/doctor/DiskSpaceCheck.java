package pipeline.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import pipeline.lake.Lake;

/** Room for the drafts of partitions, which are written whole before they are published. */
public record DiskSpaceCheck(Supplier<Lake> lake) implements HealthCheck {
  private static final long MIN_FREE_BYTES = 1L << 30;

  @Override
  public CheckResult check() throws IOException {
    Path tempDirectory = lake.get().store().tempDirectory();
    long free = Files.getFileStore(tempDirectory).getUsableSpace();
    String description =
        "%s has %,d MB left for temporary files".formatted(tempDirectory, free >> 20);
    return free < MIN_FREE_BYTES
        ? CheckResult.warn(description, "Free some, or name another folder by -Djava.io.tmpdir=…")
        : CheckResult.ok(description);
  }
}
