package pipeline.tables.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import pipeline.lake.Table;

class TableRowsTest {

  @TestFactory
  Stream<DynamicTest> recordComponentsMatchColumnsInOrder() {
    return tests(
        table -> {
          IndexedRecord row = table.rowFactory().apply(filled(table.schema(), 1));
          List<String> components =
              Arrays.stream(row.getClass().getRecordComponents())
                  .map(RecordComponent::getName)
                  .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                  .toList();
          assertEquals(
              table.schema().getFields().stream().map(Schema.Field::name).toList(), components);
        });
  }

  @TestFactory
  Stream<DynamicTest> schemaInFilesIsNamedAfterTheTable() {
    return tests(
        table -> {
          assertEquals(
              "pipeline." + table.layer() + "." + table.name(), table.schema().getFullName());
          assertNull(table.schema().getObjectProp("table"));
        });
  }

  @TestFactory
  Stream<DynamicTest> rowSurvivesReadingAndWriting() {
    return tests(
        table -> {
          IndexedRecord read = filled(table.schema(), 1);
          IndexedRecord row = table.rowFactory().apply(read);
          for (Schema.Field field : table.schema().getFields()) {
            assertEquals(
                GenericData.get().toString(read.get(field.pos())),
                text(row.get(field.pos())),
                field.name());
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> missingNullableColumnIsNull() {
    return tests(
        table -> {
          IndexedRecord row = table.rowFactory().apply(filled(table.schema(), 0));
          for (Schema.Field field : table.schema().getFields()) {
            if (field.schema().isUnion()) {
              assertNull(row.get(field.pos()), field.name());
            }
          }
        });
  }

  private static Stream<DynamicTest> tests(Consumer<Table<?>> test) {
    return Tables.all().stream()
        .map(table -> DynamicTest.dynamicTest(table.toString(), () -> test.accept(table)));
  }

  private static String text(Object value) {
    return value instanceof List<?> credits
        ? credits.stream()
            .map(
                credit ->
                    RowJson.format((IndexedRecord) credit)
                        .replace("\":\"", "\": \"")
                        .replace(",\"", ", \""))
            .toList()
            .toString()
        : GenericData.get().toString(value);
  }

  /**
   * Returns a record with a different value in each column.
   *
   * @param branch branch of each union; 0 is null
   */
  private static IndexedRecord filled(Schema schema, int branch) {
    GenericData.Record record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.schema(), field.pos(), branch));
    }
    return record;
  }

  private static Object value(Schema schema, int place, int branch) {
    return switch (schema.getType()) {
      case UNION -> value(schema.getTypes().get(branch), place, branch);
      case NULL -> null;
      case STRING -> "text " + place;
      case INT -> 100 + place;
      case LONG -> 1_000_000L + place;
      case BOOLEAN -> place % 2 == 0;
      case ARRAY -> List.of(filled(schema.getElementType(), branch));
      default -> throw new IllegalArgumentException(schema.toString());
    };
  }
}
