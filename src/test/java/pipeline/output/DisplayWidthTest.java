package pipeline.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.RandomInput;

class DisplayWidthTest {
  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "'', 0",
    "Björk, 5",
    "Bjo\u0308rk, 5",
    "椎名林檎, 8",
    "さよなら, 8",
    "사랑, 4",
    "ｆｕｌｌ, 8",
    "ﾊﾝｶｸ, 4",
    "שלום, 4",
    "🎸, 2",
    "a🎸b, 4",
    "…, 1",
    "𠮷野家, 6",
  })
  void ideographsCountTwiceAndAccentsZero(String text, int cells) {
    assertEquals(cells, DisplayWidth.measure(text));
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, 6, abcdef",
    "abcdef, 5, abcd…",
    "abcdef, 1, …",
    "椎名林檎, 8, 椎名林檎",
    "椎名林檎, 7, 椎名林…",
    "椎名林檎, 6, 椎名…",
    "🎸🎸🎸, 4, 🎸…",
  })
  void textIsCutBetweenCharacters(String text, int width, String kept) {
    assertEquals(kept, DisplayWidth.truncate(text, width));
  }

  @Test
  void textIsNeverWiderThanTheLimit() {
    RandomInput.check(
        RandomInput.CASES,
        input -> {
          String text = input.text();
          int width = input.number(1, 40);
          assertTrue(DisplayWidth.measure(DisplayWidth.truncate(text, width)) <= width, text);
        });
  }

  @Test
  void controlCharactersAreRemoved() {
    assertEquals(" [31mred [2J", DisplayWidth.printable("\u001b[31mred\u001b[2J"));
    assertEquals("one two", DisplayWidth.printable("one\r\n\ttwo"));
    assertEquals("evil", DisplayWidth.printable("\u202Ee\u2066v\u200Bi\uFEFFl"));
    assertEquals(" 9m", DisplayWidth.printable("\u009b9m"));
  }
}
