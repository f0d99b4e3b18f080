package pipeline.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pipeline.startup.JvmOptions;

/** A copy of the jar with the files of {@code archive-classes}, made once for each JVM. */
public record JarWithCdsArchive(Path folder) {
  private static final Map<PipelineJar, JarWithCdsArchive> INSTALLED = new HashMap<>();

  public static synchronized JarWithCdsArchive forJvm(PipelineJar jvm) {
    return INSTALLED.computeIfAbsent(jvm, JarWithCdsArchive::install);
  }

  private static JarWithCdsArchive install(PipelineJar jvm) {
    JarWithCdsArchive installed = copyTo(ExampleDay.newFolder("installed"));
    ProcessResult result =
        RunningProcess.start(
                installed.folder,
                Map.of(),
                List.of(jvm.java().toString(), "-jar", "pipeline.jar", "archive-classes"))
            .await();
    if (!result.requireSuccess().out().isEmpty()) {
      throw new AssertionError("stdout is for results: " + result.out());
    }
    return installed;
  }

  public static JarWithCdsArchive copyTo(Path folder) {
    try {
      Files.copy(PipelineJar.FILE, folder.resolve("pipeline.jar"));
      return new JarWithCdsArchive(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public Path jar() {
    return folder.resolve("pipeline.jar");
  }

  public Path archive() {
    return folder.resolve("pipeline.jsa");
  }

  public Path arguments() {
    return folder.resolve("pipeline.args");
  }

  /** Returns the command that Airflow's operator runs. */
  public List<String> command(PipelineJar jvm, List<String> options, String line) {
    List<String> command = new ArrayList<>(List.of(jvm.java().toString()));
    command.addAll(JvmOptions.TASK);
    command.add(JvmOptions.archiveOption(archive()));
    command.addAll(options);
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(List.of(line.split(" ", -1)));
    return command;
  }
}
