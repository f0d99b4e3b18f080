package pipeline.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.parquet.hadoop.ParquetWriter;
import pipeline.lake.parquet.ParquetWriters;

/** Writes local Parquet files that belong to no table. */
public final class ParquetFiles {
  private ParquetFiles() {}

  /**
   * Writes rows of any schema.
   *
   * @param file must not exist; a failure may leave a part of it
   */
  public static void write(Path file, Schema schema, Iterable<? extends IndexedRecord> rows)
      throws IOException {
    try (ParquetWriter<IndexedRecord> writer = ParquetWriters.open(file, schema, Map::of)) {
      for (IndexedRecord row : rows) {
        writer.write(row);
      }
    }
  }
}
