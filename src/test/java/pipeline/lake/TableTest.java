package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Schema SCHEMA =
      SchemaBuilder.record("albums")
          .prop("version", 3)
          .prop("key", List.of("album_id"))
          .fields()
          .requiredString("album_id")
          .optionalString("name")
          .endRecord();

  /** Any accessor may be called first. */
  @Test
  void schemaIsReadOnFirstUse() {
    assertEquals(List.of("album_id", "name"), tableWithLazySchema().columns());
    assertEquals(List.of("album_id"), tableWithLazySchema().keyColumns());
    assertEquals(SCHEMA, tableWithLazySchema().schema());
    assertEquals(3, tableWithLazySchema().version());
  }

  private static Table<?> tableWithLazySchema() {
    return new Table<>("clean", "albums", 3, () -> SCHEMA, row -> row);
  }
}
