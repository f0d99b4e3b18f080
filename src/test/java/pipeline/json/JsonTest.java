package pipeline.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void eachKindOfValueIsRead() {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("text", "a\"b\u0000夜");
    expected.put("number", new BigDecimal("12345678901234567890.5"));
    expected.put("truth", true);
    expected.put("nothing", null);
    expected.put("list", Arrays.asList("x", null, List.of(), Map.of("a", BigDecimal.ONE)));
    Map<String, Object> read =
        Json.parseObject(
            "{\"text\":\"a\\\"b\\u0000夜\",\"number\":12345678901234567890.5,\"truth\":true,"
                + "\"nothing\":null,\"list\":[\"x\",null,[],{\"a\":1}]}");
    assertEquals(expected, read);
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(read.keySet()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"b\":[1,\"2\",{\"c\":false}],\"a\":\"<&>\"}"})
  void objectSurvivesReadingAndWriting(String text) {
    assertEquals(text, Json.format(Json.parseObject(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"a\":}", "{} {}", "{\"a\":1", "null", "{\"a\":nul}"})
  void textThatIsNoObjectIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Json.parseObject(text));
  }
}
