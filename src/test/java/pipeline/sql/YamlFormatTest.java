package pipeline.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFormatTest {
  @Test
  void nestedListsAndMapsAreIndented() {
    Map<String, Object> document =
        YamlFormat.map(
            "name", "a",
            "flow", List.of("x", 1, true),
            "items", List.of("plain", YamlFormat.map("b", 2, "c", Map.of("d", "e"))),
            "empty", List.of());
    assertEquals(
        """
        name: a
        flow: [x, 1, true]
        items:
          - plain
          - b: 2
            c:
              d: e
        empty: []
        """,
        YamlFormat.format(document));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one row for each album", "layer/table", "S3", "a.b-c_d"})
  void plainTextHasNoQuotes(String text) {
    assertEquals(text, YamlFormat.scalar(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a: b", "a #b", "True", "no", "1.0", "- a", "a ", "{{ var('a') }}", "é"})
  void otherTextIsQuoted(String text) {
    assertEquals('"' + text + '"', YamlFormat.scalar(text));
  }

  @Test
  void quotesBackslashesAndNewLinesAreEscaped() {
    assertEquals("\"\\\"a\\\\b\\nc\"", YamlFormat.scalar("\"a\\b\nc"));
  }
}
