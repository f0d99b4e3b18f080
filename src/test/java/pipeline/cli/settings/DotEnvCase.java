package pipeline.cli.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;

/**
 * One text of a {@code .env}.
 *
 * @param read the values that Compose reads from it; null if it refuses the text
 * @param refused whether we refuse it even if Compose does not
 */
record DotEnvCase(String text, @Nullable Map<String, Object> read, boolean refused) {
  /** The environment of all cases. */
  static final Map<String, String> ENVIRONMENT = Map.of("SET", "from-env", "EMPTY", "");

  @SuppressWarnings("unchecked") // A file of ours has the shape that its reader expects.
  static List<DotEnvCase> all() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(DotEnvCase.class.getResourceAsStream("dotenv-cases.json"))) {
      Map<String, @Nullable Object> members =
          Json.parseObject(new String(file.readAllBytes(), UTF_8));
      return ((List<Map<String, Object>>) Objects.requireNonNull(members.get("cases")))
          .stream()
              .map(
                  one ->
                      new DotEnvCase(
                          (String) one.get("text"),
                          (Map<String, Object>) one.get("read"),
                          one.containsKey("refused")))
              .toList();
    }
  }
}
