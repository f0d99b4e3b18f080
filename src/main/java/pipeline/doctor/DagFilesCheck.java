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
  public CheckResult look() throws IOException {
    List<String> dags = there(DAGS);
    if (dags.isEmpty()) {
      return CheckResult.fail(
          folder + " has none of " + String.join(", ", DAGS),
          "Name the folder that they lie in, or copy the files of dags/ there.");
    }
    List<String> lacking = new ArrayList<>(MODULES);
    lacking.removeAll(there(MODULES));
    if (!lacking.isEmpty()) {
      return CheckResult.fail(
          "%s has no %s, which the DAGs there import".formatted(folder, String.join(", ", lacking)),
          "Copy all files of dags/ there, side by side.");
    }
    List<String> others = new ArrayList<>();
    for (String name : there(MODULES, dags)) {
      if (!Arrays.equals(Files.readAllBytes(folder.resolve(name)), own(name))) {
        others.add(name);
      }
    }
    return others.isEmpty()
        ? CheckResult.ok(folder + " has " + String.join(", ", dags) + " as this jar was built with")
        : CheckResult.warn(
            "%s of %s %s not as this jar was built with"
                .formatted(String.join(", ", others), folder, others.size() == 1 ? "is" : "are"),
            "Replace the jar and dags/ together. What was changed there on purpose is to be"
                + " compared by hand.");
  }

  private List<String> there(List<String> names) {
    return names.stream().filter(name -> Files.isRegularFile(folder.resolve(name))).toList();
  }

  private static List<String> there(List<String> modules, List<String> dags) {
    List<String> all = new ArrayList<>(dags);
    all.addAll(modules);
    return all;
  }

  /** The build puts the files into the jar. */
  static byte[] own(String name) throws IOException {
    try (InputStream file = DagFilesCheck.class.getResourceAsStream("/pipeline/dags/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the jar was built without " + name);
      }
      return file.readAllBytes();
    }
  }
}
