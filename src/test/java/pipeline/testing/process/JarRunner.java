package pipeline.testing.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs commands of the jar in a folder, with an environment and a JVM. */
public record JarRunner(Path folder, Map<String, String> environment, PipelineJar jar) {
  private static final Pattern SPACE = Pattern.compile(" ");

  public static JarRunner in(Path folder) {
    return new JarRunner(folder, Map.of(), PipelineJar.onThisJvm());
  }

  public JarRunner with(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(settings);
    return new JarRunner(folder, Map.copyOf(all), jar);
  }

  public JarRunner with(String name, String value) {
    return with(Map.of(name, value));
  }

  public JarRunner without(String name) {
    Map<String, String> all = new HashMap<>(environment);
    all.remove(name);
    return new JarRunner(folder, Map.copyOf(all), jar);
  }

  public JarRunner withLake(Path lake) {
    return with("LAKE", "file:" + lake);
  }

  public JarRunner withJar(PipelineJar newJar) {
    return new JarRunner(folder, environment, newJar);
  }

  /** Runs a command line, with arguments separated by spaces, to its end. */
  public ProcessResult run(String words) {
    return start(words).await();
  }

  public RunningProcess start(String words) {
    return jar.start(folder, environment, SPACE.split(words));
  }
}
