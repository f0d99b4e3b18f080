package pipeline.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks which names are treated as equal. */
class NameKeyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Björk               | BJORK
          Sigur Rós           | sigur ros
          MØ                  | mo
          Łona                | lona
          Die Ärzte           | die arzte
          Weißer Wind         | WEISSER  WIND
          The Beatles         | Beatles
          the beatles         | The Beatles
          Tyler, The Creator  | tyler the creator
          AC/DC               | ACDC
          Guns N’ Roses       | Guns N' Roses
          Simon & Garfunkel   | Simon and Garfunkel
          Кино                | КИНО
          Björk              | Björk
          !!!                 | !!!
          The The             | the the
          """)
  void variantsOfANameHaveEqualKeys(String one, String other) {
    assertEquals(NameKey.of(one), NameKey.of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Björk   | Björk Tribute Band
          Theory  | ory
          The     | Them
          !!!     | ???
          パパ    | ハハ
          Kino    | Кино
          A       | B
          """)
  void differentNamesHaveDifferentKeys(String one, String other) {
    assertNotEquals(NameKey.of(one), NameKey.of(other));
  }
}
