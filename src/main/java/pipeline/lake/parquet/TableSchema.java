package pipeline.lake.parquet;

import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** The properties of a table that are required to read one of its files. */
public interface TableSchema<R extends IndexedRecord> {
  /** Returns the name with the layer, such as {@code raw/tracks}. */
  String qualifiedName();

  /** Returns the version of the schema, counted from 1. */
  int version();

  Schema schema();

  /** Returns the function that converts a record of this schema to a row of the table. */
  Function<IndexedRecord, R> rowFactory();
}
