package pipeline.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.testing.golden.GoldenFile;

class TextTableTest {
  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 120})
  void tableMatchesTheGoldenFile(int width) throws IOException {
    GoldenFile.assertEqualsFile(
        "output/mixed-%d.txt".formatted(width), TextTable.format(ExampleTables.MIXED, width));
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 60, 70, 80, 100, 120, 200})
  void tableIsNoWiderThanTheTerminal(int width) {
    TextTable.format(ExampleTables.MIXED, width)
        .lines()
        .forEach(line -> assertTrue(DisplayWidth.measure(line) <= width, line));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 80, 200})
  void linkIsNeverCut(int width) {
    String table = TextTable.format(ExampleTables.MIXED, width);
    for (int i = 1; i <= 5; i++) {
      assertTrue(table.contains("https://open.spotify.com/x/" + i + "\n"), table);
    }
  }

  @Test
  void columnWithoutValuesIsLeftOut() {
    assertTrue(!TextTable.format(ExampleTables.MIXED, 200).contains("Label"), "no row has a label");
  }

  @Test
  void emptyTablePrintsNothing() {
    assertEquals("", TextTable.format(ExampleTables.column(List.of()), 80));
  }
}
