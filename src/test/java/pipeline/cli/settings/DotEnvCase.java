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
 * A text of a {@code .env} file, and the values that it must have.
 *
 * @param read the values that Compose reads from the text; null if Compose refuses it
 * @param refused whether the pipeline must refuse the text even if Compose does not
 */
record DotEnvCase(String text, @Nullable Map<String, Object> read, boolean refused) {
  /** The environment in which each case is read. */
  static final Map<String, String> ENVIRONMENT = Map.of("SET", "from-env", "EMPTY", "");

  @SuppressWarnings("unchecked") // The file is part of this project, so it needs no validation.
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
