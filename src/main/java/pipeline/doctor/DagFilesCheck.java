package pipeline.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Airflow's DAG folder beside what this jar was built with. */
public record DagFilesCheck(Path folder) implements HealthCheck {
  /** What the DAGs import. */
  static final List<String> MODULES =
      List.of(
          "pipeline_alerts.py",
          "pipeline_connections.py",
          "pipeline_defaults.py",
          "pipeline_jvm.py",
          "pipeline_operator.py");

  static final List<String> DAGS =
      List.of("new_releases.py", "new_releases_report.py", "random_track.py");

  @Override
  public CheckResult check() throws IOException {
    List<String> dags = existing(DAGS);
    if (dags.isEmpty()) {
      return CheckResult.fail(
          folder + " has none of " + String.join(", ", DAGS),
          "Name the folder that they lie in, or copy the files of dags/ there.");
    }
    List<String> missing = new ArrayList<>(MODULES);
    missing.removeAll(existing(MODULES));
    if (!missing.isEmpty()) {
      return CheckResult.fail(
          "%s has no %s, which the DAGs there import".formatted(folder, String.join(", ", missing)),
          "Copy all files of dags/ there, side by side.");
    }
    List<String> differing = new ArrayList<>();
    for (String name : existing(MODULES, dags)) {
      if (!Arrays.equals(Files.readAllBytes(folder.resolve(name)), readBundled(name))) {
        differing.add(name);
      }
    }
    return differing.isEmpty()
        ? CheckResult.ok(folder + " has " + String.join(", ", dags) + " as this jar was built with")
        : CheckResult.warn(
            "%s of %s %s not as this jar was built with"
                .formatted(
                    String.join(", ", differing), folder, differing.size() == 1 ? "is" : "are"),
            "Replace the jar and dags/ together. What was changed there on purpose is to be"
                + " compared by hand.");
  }

  private List<String> existing(List<String> names) {
    return names.stream().filter(name -> Files.isRegularFile(folder.resolve(name))).toList();
  }

  private static List<String> existing(List<String> modules, List<String> dags) {
    List<String> all = new ArrayList<>(dags);
    all.addAll(modules);
    return all;
  }

  /** The build puts the files into the jar. */
  static byte[] readBundled(String name) throws IOException {
    try (InputStream file = DagFilesCheck.class.getResourceAsStream("/pipeline/dags/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the jar was built without " + name);
      }
      return file.readAllBytes();
    }
  }
}
