package pipeline.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A comparison of Airflow's DAG folder with the DAG files in this jar. */
public final class DagFilesCheck {
  /** The modules that the DAGs import. */
  static final List<String> MODULES =
      List.of(
          "pipeline_alerts.py",
          "pipeline_assets.py",
          "pipeline_command.py",
          "pipeline_connections.py",
          "pipeline_defaults.py",
          "pipeline_jvm.py",
          "pipeline_messages.py",
          "pipeline_metrics.py",
          "pipeline_openlineage.py",
          "pipeline_operator.py",
          "pipeline_waits.py");

  static final List<String> DAGS =
      List.of("new_releases.py", "new_releases_report.py", "random_track.py");

  /** The file that lists the modules, so that Airflow does not read them as DAG files. */
  static final String IGNORE_FILE = ".airflowignore";

  private DagFilesCheck() {}

  /**
   * Checks that the folder contains at least one of the pipeline's DAG files, and all modules that
   * the DAG files import. Also checks that each of these files is identical to its copy in this
   * jar, and that Airflow does not read the modules as DAG files.
   */
  public static CheckResult check(Path folder) throws IOException {
    List<String> dags = existing(DAGS, folder);
    if (dags.isEmpty()) {
      return CheckResult.fail(
          folder + " contains none of " + String.join(", ", DAGS),
          "Set --dags to the folder with these files, or copy all files from this project's dags/"
              + " to %s.".formatted(folder));
    }
    List<String> missing = new ArrayList<>(MODULES);
    missing.removeAll(existing(MODULES, folder));
    if (!missing.isEmpty()) {
      return CheckResult.fail(
          "%s has no %s, which its DAGs import".formatted(folder, String.join(", ", missing)),
          "Copy all files from this project's dags/ to " + folder + ".");
    }
    List<String> differing = new ArrayList<>();
    for (String name : Stream.concat(dags.stream(), MODULES.stream()).toList()) {
      if (!Arrays.equals(Files.readAllBytes(folder.resolve(name)), readBundled(name))) {
        differing.add(name);
      }
    }
    if (!differing.isEmpty()) {
      return CheckResult.warn(
          "%s in %s %s from the version in this jar"
              .formatted(
                  String.join(", ", differing),
                  folder,
                  differing.size() == 1 ? "differs" : "differ"),
          "Replace the jar and the files of dags/ together. Merge your own changes by hand.");
    }
    List<String> read = modulesNotIgnored(folder.resolve(IGNORE_FILE));
    return read.isEmpty()
        ? CheckResult.ok(
            "identical to the files in this jar: %s in %s, and the modules that they import"
                .formatted(String.join(", ", dags), folder))
        : CheckResult.warn(
            "not listed in %s: %s; Airflow therefore reads these modules as DAG files"
                .formatted(folder.resolve(IGNORE_FILE), String.join(", ", read)),
            "Copy this project's dags/%1$s to %2$s, or add its lines to your own %1$s."
                .formatted(IGNORE_FILE, folder));
  }

  private static List<String> modulesNotIgnored(Path file) throws IOException {
    List<String> modules = new ArrayList<>(MODULES);
    if (Files.isRegularFile(file)) {
      for (String line : Files.readAllLines(file)) {
        // \Q and \E quote all characters except the wildcard.
        String glob = "\\Q" + line.strip().replace("*", "\\E.*\\Q") + "\\E";
        modules.removeIf(module -> module.matches(glob));
      }
    }
    return modules;
  }

  private static List<String> existing(List<String> names, Path folder) {
    return names.stream().filter(name -> Files.isRegularFile(folder.resolve(name))).toList();
  }

  /** Returns a file that the build copied from dags/ into the jar. */
  static byte[] readBundled(String name) throws IOException {
    try (InputStream file = DagFilesCheck.class.getResourceAsStream("/pipeline/dags/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the jar was built without " + name);
      }
      return file.readAllBytes();
    }
  }
}
