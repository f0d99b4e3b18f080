package pipeline.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The variables of the environment and of {@code .env}. The environment takes precedence. An empty
 * value counts as missing, because Compose and shells pass an empty value for an unset variable.
 */
record SettingSource(
    Map<String, String> environment, Map<String, String> dotEnv, Path workingFolder) {
  /**
   * The environment variable with the names of settings to ignore in .env, separated by commas. An
   * Airflow connection replaces these settings.
   */
  private static final String HIDDEN = "PIPELINE_HIDDEN_IN_DOT_ENV";

  SettingSource {
    Map<String, String> visible = new LinkedHashMap<>(dotEnv);
    visible.keySet().removeAll(List.of(environment.getOrDefault(HIDDEN, "").split(",")));
    dotEnv = visible;
  }

  private static final Pattern QUOTED_VALUE =
      Pattern.compile("(['\"]).*\\1(?:\\s.*)?", Pattern.DOTALL);
  private static final Pattern COMMENTED_VALUE = Pattern.compile(".*\\s#.*|#.*", Pattern.DOTALL);

  /**
   * The value of a setting.
   *
   * @param name the name under which the setting was found; a setting can have several names
   */
  record SettingValue(String name, String value, String origin) {
    String describe() {
      return name + " (from " + origin + ")";
    }

    @Override
    public String toString() {
      return describe();
    }
  }

  /**
   * Returns the value of the first name that is set. A name in the environment takes precedence
   * over all names in .env.
   *
   * @throws ConfigurationException if the value in the environment has quotes or a comment, because
   *     {@code docker --env-file} makes them part of the value
   */
  Optional<SettingValue> find(String... names) {
    return findIn(environment, "the environment", names)
        .map(SettingSource::readable)
        .map(SettingSource::checkDockerValue)
        .or(() -> findIn(dotEnv, workingFolder.resolve(DotEnvParser.FILE_NAME).toString(), names));
  }

  /** Returns the values of all names with this prefix. */
  Map<String, String> findAll(String prefix) {
    Set<String> names = new TreeSet<>(environment.keySet());
    names.addAll(dotEnv.keySet());
    Map<String, String> values = new TreeMap<>();
    names.stream()
        .filter(name -> name.startsWith(prefix))
        .forEach(name -> find(name).ifPresent(found -> values.put(name, found.value())));
    return values;
  }

  /**
   * Returns the value of the first name that is set, like {@link #find}. Instead of NAME, the
   * setting NAME_FILE can give the path of a file that contains the value.
   */
  Optional<SettingValue> findSecret(String... names) {
    String[] all =
        Arrays.stream(names)
            .flatMap(name -> List.of(name, name + "_FILE").stream())
            .toArray(String[]::new);
    return find(all).map(this::readSecretFile);
  }

  private static SettingValue readable(SettingValue found) {
    LocaleCheck.check(found.describe(), found.value());
    return found;
  }

  private SettingValue readSecretFile(SettingValue setting) {
    if (!setting.name().endsWith("_FILE")) {
      return setting;
    }
    Path file = path(setting);
    try {
      String value = Files.readString(file).replaceFirst("^\uFEFF", "").strip();
      if (!value.isEmpty()) {
        return new SettingValue(setting.name(), value, setting.origin());
      }
      throw new ConfigurationException(
          "empty file: %s; write the value to it, or correct %s"
              .formatted(file, setting.describe()));
    } catch (IOException unreadable) {
      throw new ConfigurationException(
          "missing or unreadable file: %s; make it a UTF-8 text file that this user can read, or"
                  .formatted(file)
              + " correct "
              + setting.describe());
    }
  }

  /**
   * Returns the path that a setting contains. A relative path is resolved against the working
   * folder.
   */
  Path path(SettingValue found) {
    return LocaleCheck.resolve(workingFolder, found.value(), found.describe());
  }

  private static SettingValue checkDockerValue(SettingValue found) {
    String addition = COMMENTED_VALUE.matcher(found.value()).matches() ? "a comment" : "";
    addition = QUOTED_VALUE.matcher(found.value()).matches() ? "quotes" : addition;
    if (!addition.isEmpty()) {
      throw new ConfigurationException(
          "%s in the value: %s; remove the %s, because docker --env-file uses a value exactly as written"
              .formatted(addition, found.describe(), addition.replaceFirst("^a ", "")));
    }
    return found;
  }

  private static Optional<SettingValue> findIn(
      Map<String, String> source, String origin, String... names) {
    for (String name : names) {
      String value = source.get(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(new SettingValue(name, value.strip(), origin));
      }
    }
    return Optional.empty();
  }
}
