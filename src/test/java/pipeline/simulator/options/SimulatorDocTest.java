package pipeline.simulator.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares docs/simulator.md with the code. */
class SimulatorDocTest {
  private static String page() throws IOException {
    return Files.readString(Path.of("docs", "simulator.md"));
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void eachKindOfFaultIsInTheTable(FaultKind kind) throws IOException {
    String row = "| `%s` | %s |".formatted(kind.text(), kind.summary());
    assertTrue(page().contains(row), row);
  }

  @Test
  void eachExampleOfAFaultIsValid() throws IOException {
    long examples =
        page()
            .lines()
            .filter(line -> line.startsWith("--fault "))
            .map(line -> Fault.parse(line.substring(8).replaceAll(" {2,}.*", "")))
            .count();
    assertEquals(6, examples);
  }

  @Test
  void eachRuleIsInTheTable() throws IOException {
    for (String rule : FaultRule.NAMES) {
      assertTrue(page().contains("| `" + rule + "="), rule);
    }
  }
}
