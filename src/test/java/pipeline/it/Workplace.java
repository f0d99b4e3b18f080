package pipeline.it;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Where somebody types commands: a folder, an environment, a JVM. */
record Workplace(Path folder, Map<String, String> environment, Jar jar) {
  private static final Pattern SPACE = Pattern.compile(" ");

  static Workplace in(Path folder) {
    return new Workplace(folder, Map.of(), Jar.onThisJvm());
  }

  Workplace with(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(settings);
    return new Workplace(folder, Map.copyOf(all), jar);
  }

  Workplace with(String name, String value) {
    return with(Map.of(name, value));
  }

  Workplace without(String name) {
    Map<String, String> all = new HashMap<>(environment);
    all.remove(name);
    return new Workplace(folder, Map.copyOf(all), jar);
  }

  Workplace lake(Path lake) {
    return with("LAKE", "file:" + lake);
  }

  Workplace on(Jar another) {
    return new Workplace(folder, environment, another);
  }

  /** Runs a command line, given as words with spaces between, to its end. */
  Ended run(String words) {
    return start(words).await();
  }

  Running start(String words) {
    return jar.start(folder, environment, SPACE.split(words));
  }
}
