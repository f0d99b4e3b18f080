package pipeline.testing.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A wrong system clock of a process, by libfaketime. */
public final class SkewedClock {
  private static final Path LIBRARY =
      Path.of("/usr/lib", "x86_64-linux-gnu", "faketime", "libfaketimeMT.so.1");

  private SkewedClock() {}

  /**
   * Returns a runner whose clock is wrong. Without libfaketime, the test is skipped, or fails under
   * {@code -Dfull=true}.
   *
   * @param offset such as {@code +1h} or {@code -30d}
   */
  public static JarRunner apply(JarRunner runner, String offset) {
    PipelineJar.MissingFeature.assumeAvailable(
        Files.exists(LIBRARY), "apt-get install libfaketime");
    return runner.with(
        Map.of(
            "LD_PRELOAD",
            LIBRARY.toString(),
            "FAKETIME",
            offset,
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1"));
  }
}
