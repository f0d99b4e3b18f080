import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Lake;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.parquet.RowIterator;

/** The least that a stage must do: a JVM that starts, writes a Parquet file and reads it back. */
final class RoundTrip {
  private static final String SCHEMA =
      """
      {"type": "record", "name": "row", "version": 1, "key": ["id"], "fields": [
        {"name": "id", "type": "string"}, {"name": "length", "type": "int"}]}
      """;

  private RoundTrip() {}

  public static void main(String[] arguments) throws Exception {
    LocalDate ds = LocalDate.of(2024, 1, 1);
    Schema schema = new Schema.Parser().parse(SCHEMA);
    Table<IndexedRecord> table = new Table<>("raw", "rows", 1, () -> schema, row -> row);
    try (Lake lake = new Lake(new FileObjectStore(Path.of(arguments[0])))) {
      try (PartitionWriter<IndexedRecord> writer = lake.openWriter(table, ds)) {
        for (int row = 0; row < 1636; row++) {
          GenericRecord record = new GenericData.Record(schema);
          record.put("id", Integer.toString(row, 36));
          record.put("length", row);
          writer.write(record);
        }
        writer.publish();
      }
      int read = 0;
      try (RowIterator<IndexedRecord> rows = lake.find(table, ds).orElseThrow().openRows()) {
        while (rows.next() != null) {
          read++;
        }
      }
      System.out.println(read);
    }
  }
}
