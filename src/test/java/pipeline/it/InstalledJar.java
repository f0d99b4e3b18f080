package pipeline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pipeline.startup.JvmOptions;

/** A copy of the jar with what {@code archive-classes} made beside it, once for each JVM. */
record InstalledJar(Path folder) {
  private static final Map<Jar, InstalledJar> MADE = new HashMap<>();

  static synchronized InstalledJar by(Jar jvm) {
    return MADE.computeIfAbsent(jvm, InstalledJar::install);
  }

  private static InstalledJar install(Jar jvm) {
    InstalledJar installed = copiedTo(ExampleDay.newFolder("installed"));
    Ended made =
        Running.start(
                installed.folder,
                Map.of(),
                List.of(jvm.java().toString(), "-jar", "pipeline.jar", "archive-classes"))
            .await();
    if (!made.mustSucceed().out().isEmpty()) {
      throw new AssertionError("stdout is for results: " + made.out());
    }
    return installed;
  }

  static InstalledJar copiedTo(Path folder) {
    try {
      Files.copy(Jar.FILE, folder.resolve("pipeline.jar"));
      return new InstalledJar(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Path jar() {
    return folder.resolve("pipeline.jar");
  }

  Path archive() {
    return folder.resolve("pipeline.jsa");
  }

  Path arguments() {
    return folder.resolve("pipeline.args");
  }

  /** A command line as the operator has it. */
  List<String> command(Jar jvm, List<String> options, String line) {
    List<String> command = new ArrayList<>(List.of(jvm.java().toString()));
    command.addAll(JvmOptions.TASK);
    command.add(JvmOptions.using(archive()));
    command.addAll(options);
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(List.of(line.split(" ", -1)));
    return command;
  }
}
