package pipeline.tables.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import pipeline.lake.Table;

class TablesDocTest {
  private static final Path HEAD = Path.of("src/test/resources/docs/tables.head.md");
  private static final Path PAGE = Path.of("docs/tables.md");
  private static final String COMMAND = "mvn test -Dtest=TablesDocTest -Ddocs.write=true";

  @Test
  void tablesPageMatchesTheSchemas() throws IOException {
    String page = TablesDoc.format(Files.readString(HEAD), Tables.all());
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, page);
      fail(PAGE + " was rewritten: review the changes, then rerun without docs.write");
    }
    String published = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    assertEquals(
        page, published, PAGE + " differs from the schemas; to rewrite it, run " + COMMAND);
  }

  @Test
  void everyTableAndColumnHasADoc() {
    for (Table<?> table : Tables.all()) {
      assertNotNull(table.schema().getDoc(), table.toString());
      for (Schema.Field field : table.schema().getFields()) {
        assertNotNull(field.doc(), table + "." + field.name());
        assertTrue(!field.doc().isBlank(), table + "." + field.name());
      }
    }
  }
}
