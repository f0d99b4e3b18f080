package pipeline.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "9949, 9.9 kB",
    "9951, 10 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "34000000, 34 MB",
    "5000000000000000, 5000 TB"
  })
  void sizeHasAtMostThreeDigits(long bytes, String text) {
    assertEquals(text, ByteSize.format(bytes));
  }
}
