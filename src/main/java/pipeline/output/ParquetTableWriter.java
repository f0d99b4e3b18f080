package pipeline.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.parquet.ParquetWriters;

/** Writes a result table as Parquet. Every column is nullable. */
final class ParquetTableWriter {
  private ParquetTableWriter() {}

  static void write(ResultTable table, Path file) throws IOException {
    Schema schema = schema(table);
    ParquetWriters.write(
        file, schema, table.rows().stream().map(row -> record(schema, row)).toList());
  }

  private static Schema schema(ResultTable table) {
    var fields = SchemaBuilder.record(table.name()).fields();
    for (Column column : table.columns()) {
      var type = fields.name(column.name()).type().optional();
      fields =
          switch (column.kind()) {
            case TEXT, LINK -> type.stringType();
            case NUMBER, DURATION -> type.longType();
            case TEXTS -> type.array().items().stringType();
          };
    }
    return fields.endRecord();
  }

  private static GenericRecord record(Schema schema, List<@Nullable Object> row) {
    GenericRecord result = new GenericData.Record(schema);
    for (int i = 0; i < row.size(); i++) {
      result.put(i, row.get(i));
    }
    return result;
  }
}
