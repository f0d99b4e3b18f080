package pipeline.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks CSV by RFC 4180, and cells that spreadsheets would execute. */
class CsvRowFormatTest {
  private static String line(boolean safe, Object... values) {
    return CsvRowFormat.ofTable(List.of(), safe).format(Arrays.asList(values));
  }

  @Test
  void specialCharactersAreQuoted() {
    assertEquals("a,1,true\r\n", line(false, "a", 1, true));
    assertEquals("\"a \"\"b\"\"\",\"c,d\",\"e\nf\"\r\n", line(false, "a \"b\"", "c,d", "e\nf"));
    assertEquals("\"\",,2024-01-01\r\n", line(false, "", null, LocalDate.of(2024, 1, 1)));
  }

  @Test
  void listsAreWrittenAsJson() {
    Object artists = List.of(Map.of("name", "A \"B\""));
    assertEquals("\"[{\"\"name\"\":\"\"A \\\"\"B\\\"\"\"\"}]\"\r\n", line(false, artists));
    assertEquals("[]\r\n", line(false, List.of()));
  }

  @Test
  void formulasAreEscapedOnRequest() {
    Object[] formulas = {"=1+1", "+49", "-1", "@a", "\t=1", "＝1", "a=1", "", -1};
    assertEquals("=1+1,+49,-1,@a,\"\t=1\",＝1,a=1,\"\",-1\r\n", line(false, formulas));
    assertEquals("'=1+1,'+49,'-1,'@a,'\t=1,'＝1,a=1,\"\",-1\r\n", line(true, formulas));
  }
}
