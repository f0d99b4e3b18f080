package pipeline.it;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Where somebody types commands: a folder, an environment, a JVM. */
record JarRunner(Path folder, Map<String, String> environment, PipelineJar jar) {
  private static final Pattern SPACE = Pattern.compile(" ");

  static JarRunner in(Path folder) {
    return new JarRunner(folder, Map.of(), PipelineJar.onThisJvm());
  }

  JarRunner with(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(settings);
    return new JarRunner(folder, Map.copyOf(all), jar);
  }

  JarRunner with(String name, String value) {
    return with(Map.of(name, value));
  }

  JarRunner without(String name) {
    Map<String, String> all = new HashMap<>(environment);
    all.remove(name);
    return new JarRunner(folder, Map.copyOf(all), jar);
  }

  JarRunner lake(Path lake) {
    return with("LAKE", "file:" + lake);
  }

  JarRunner on(PipelineJar another) {
    return new JarRunner(folder, environment, another);
  }

  /** Runs a command line, given as words with spaces between, to its end. */
  ProcessResult run(String words) {
    return start(words).await();
  }

  RunningProcess start(String words) {
    return jar.start(folder, environment, SPACE.split(words));
  }
}
