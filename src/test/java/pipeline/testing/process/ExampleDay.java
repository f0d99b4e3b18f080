package pipeline.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A lake with yesterday's date, which the four commands have created. Its simulator keeps running.
 * The tests of a JVM share this lake, and copy it before they change it.
 */
public final class ExampleDay {
  @SuppressWarnings("TimeInStaticInitializer")
  public // the same day for all tests, also across midnight
  static final String DS = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();

  public static final List<String> COMMANDS =
      List.of("extract-releases", "extract-tracks", "transform", "load");

  private static ExampleDay instance;

  public final SimulatorProcess simulator;
  public final JarRunner runner;
  public final LakeFolder lake;
  public final List<ProcessResult> commands = new ArrayList<>();

  private ExampleDay(Path folder) {
    simulator = SimulatorProcess.start(folder.resolve("simulator"), "--date " + DS);
    lake = new LakeFolder(folder.resolve("lake"));
    runner =
        JarRunner.in(folder.resolve("workplace")).with(simulator.settings()).withLake(lake.root());
    for (String command : COMMANDS) {
      commands.add(runner.run(command + " --date " + DS).requireSuccess());
    }
  }

  public static synchronized ExampleDay get() {
    if (instance == null) {
      instance = new ExampleDay(newFolder("example"));
    }
    return instance;
  }

  /**
   * Creates a folder in {@code target/it}. The folder stays after the tests, because it can help to
   * explain a failure.
   */
  public static Path newFolder(String name) {
    try {
      Path parent = Files.createDirectories(Path.of("target", "it").toAbsolutePath());
      return Files.createTempDirectory(parent, name + "-");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Copies the lake and returns a runner that uses the copy. */
  public JarRunner copy(Path target, String... folders) {
    LakeFolder copy = folders.length == 0 ? lake.copyTo(target) : lake.copyTo(target, folders);
    return runner.withLake(copy.root());
  }
}
