package pipeline.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names looked up in the environment and then in {@code .env}. An empty value counts as none, for
 * Compose and shells pass on unset variables as empty ones.
 */
record Lookup(Map<String, String> environment, Map<String, String> dotEnv, Path workingFolder) {
  /** The names, with commas, that Airflow's connection replaces: .env must not add to it. */
  private static final String HIDDEN = "PIPELINE_HIDDEN_IN_DOT_ENV";

  Lookup {
    Map<String, String> visible = new LinkedHashMap<>(dotEnv);
    visible.keySet().removeAll(List.of(environment.getOrDefault(HIDDEN, "").split(",")));
    dotEnv = visible;
  }

  /**
   * @param name the one that was found, of the several that a setting may have
   */
  record Found(String name, String value, String place) {
    String where() {
      return name + " (from " + place + ")";
    }

    @Override
    public String toString() {
      return where();
    }
  }

  /** The first of the names that is set; every name in the environment comes before any in .env. */
  Optional<Found> find(String... names) {
    return in(environment, "the environment", names)
        .map(Lookup::readable)
        .or(() -> in(dotEnv, workingFolder.resolve(DotEnv.NAME).toString(), names));
  }

  /**
   * As {@link #find}, where each NAME may also be given as NAME_FILE, the path of a file with the
   * value.
   */
  Optional<Found> findSecret(String... names) {
    String[] all =
        Arrays.stream(names)
            .flatMap(name -> List.of(name, name + "_FILE").stream())
            .toArray(String[]::new);
    return find(all).map(this::readMounted);
  }

  private static Found readable(Found found) {
    LocaleCheck.check(found.where(), found.value());
    return found;
  }

  private Found readMounted(Found found) {
    if (!found.name().endsWith("_FILE")) {
      return found;
    }
    Path file = path(found);
    try {
      String value = Files.readString(file).strip();
      if (!value.isEmpty()) {
        return new Found(found.name(), value, found.place());
      }
      throw new ConfigurationException(found.where() + " names " + file + ", which is empty.");
    } catch (IOException unreadable) {
      throw new ConfigurationException(
          "%s names %s, which cannot be read: correct the path, or let this user read it."
              .formatted(found.where(), file));
    }
  }

  /** The path that a setting names. */
  Path path(Found found) {
    return LocaleCheck.resolve(workingFolder, found.value(), found.where());
  }

  private static Optional<Found> in(Map<String, String> source, String place, String... names) {
    for (String name : names) {
      String value = source.get(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(new Found(name, value.strip(), place));
      }
    }
    return Optional.empty();
  }
}
