package pipeline.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the texts of dotenv-cases.json, whose expected values came from Compose itself. */
class DotEnvCasesTest {
  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Map<String, String> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve(DotEnvParser.FILE_NAME), text);
    file.toFile().setReadable(false, false);
    file.toFile().setReadable(true, true);
    return DotEnvParser.read(folder, DotEnvCase.ENVIRONMENT, warnings::add);
  }

  static List<DotEnvCase> cases() throws IOException {
    return DotEnvCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAreThoseOfComposeOrRefusedByLine(DotEnvCase one) throws IOException {
    if (one.read() == null || one.refused()) {
      String message =
          assertThrows(ConfigurationException.class, () -> read(one.text())).getMessage();
      assertTrue(message.matches("line \\d+ of \\S+/\\.env .*"), message);
    } else {
      assertEquals(one.read(), read(one.text()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=x$UNSET", "A=${UNSET}", "A=\"${SET}${UNSET}\"", "A=${EMPTY:-$UNSET}"})
  void unsetVariableWarnsWithoutItsName(String line) throws IOException {
    read("# mine\n" + line + "\n");
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(
        warnings.get(0).startsWith("unset variable, read as empty: line 2 of "), warnings.get(0));
    assertTrue(warnings.get(0).endsWith(".env; set it, or write $$ for a dollar sign"));
  }

  @Test
  void setVariablesCauseNoWarning() throws IOException {
    read("B=1\nA=$SET${EMPTY}$B${UNSET:-d}$$UNSET'$UNSET'\n".replace("'$UNSET'", ""));
    read("A='$UNSET'\n");
    assertEquals(List.of(), warnings);
  }

  @Test
  void deeplyNestedVariablesAreRefused() {
    String nested = "A=" + "${UNSET:-".repeat(100_000) + "}".repeat(100_000);
    assertThrows(ConfigurationException.class, () -> read(nested));
  }
}
