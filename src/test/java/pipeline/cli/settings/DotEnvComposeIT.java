package pipeline.cli.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import pipeline.json.Json;
import pipeline.testing.process.SupervisedProcess;

/** Checks dotenv-cases.json against Compose's own parser. Requires Go. */
@EnabledIfSystemProperty(named = "full", matches = "true")
class DotEnvComposeIT {
  @Test
  void expectedValuesAreThoseOfCompose() throws Exception {
    List<DotEnvCase> cases = DotEnvCase.all();
    List<@Nullable Object> read = new ArrayList<>();
    List<@Nullable Object> expected = new ArrayList<>();
    read.addAll(compose(cases.stream().map(DotEnvCase::text).toList()));
    cases.forEach(one -> expected.add(one.read()));
    assertEquals(expected, read);
  }

  private static List<?> compose(List<String> texts) throws IOException {
    ProcessBuilder program =
        new ProcessBuilder("go", "run", ".")
            .directory(Path.of("src", "test", "go", "dotenv").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    try (SupervisedProcess go = SupervisedProcess.start(program)) {
      try (OutputStream asked = go.process().getOutputStream()) {
        asked.write(
            Json.format(Map.of("texts", texts, "environment", DotEnvCase.ENVIRONMENT))
                .getBytes(UTF_8));
      }
      String answer = new String(go.process().getInputStream().readAllBytes(), UTF_8);
      assertEquals(0, go.await(Duration.ofMinutes(5)), answer);
      return (List<?>) Objects.requireNonNull(Json.parseObject(answer).get("read"));
    }
  }
}
