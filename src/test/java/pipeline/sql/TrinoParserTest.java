package pipeline.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Parses the SQL for Trino, and Athena's views in the same dialect, with Trino's own parser. */
class TrinoParserTest {
  private static final Pattern STATEMENT_END = Pattern.compile(";\n+");
  private static final SqlParser PARSER = new SqlParser();

  private static List<String> statements(Engine engine) {
    SqlLakeSource place =
        new SqlLakeSource("s3://my-music-lake/it's", Optional.empty(), Optional.empty());
    SqlScript script = new SqlScript(engine, place, "new_releases", LocalDate.of(2024, 1, 1), true);
    return Arrays.asList(STATEMENT_END.split(script.format()));
  }

  private static String kind(String statement) {
    return PARSER.createStatement(statement).getClass().getSimpleName();
  }

  private static long count(List<String> kinds, String kind) {
    return kinds.stream().filter(kind::equals).count();
  }

  @Test
  void trinoParsesEachStatement() {
    List<String> kinds = statements(Engine.TRINO).stream().map(TrinoParserTest::kind).toList();
    assertEquals(1, count(kinds, "CreateSchema"));
    assertEquals(14, count(kinds, "DropTable"));
    assertEquals(14, count(kinds, "CreateTable"));
    assertEquals(14, count(kinds, "Call"));
    assertEquals(11, count(kinds, "CreateView"));
    assertEquals(54, kinds.size());
  }

  @Test
  void trinoParsesEachViewOfAthena() {
    List<String> views =
        statements(Engine.ATHENA).stream().filter(one -> one.contains(" VIEW ")).toList();
    assertEquals(11, views.size());
    views.forEach(view -> assertEquals("CreateView", kind(view)));
  }

  @Test
  void invalidSqlIsRefused() {
    assertThrows(
        ParsingException.class, () -> statements(Engine.SPARK).forEach(TrinoParserTest::kind));
  }
}
