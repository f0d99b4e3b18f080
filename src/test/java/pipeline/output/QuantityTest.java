package pipeline.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({"0, 0 dates", "1, 1 date", "2, 2 dates", "1234, '1,234 dates'"})
  void nounAgreesWithTheNumber(long number, String text) {
    assertEquals(text, Quantity.format(number, "date"));
  }
}
