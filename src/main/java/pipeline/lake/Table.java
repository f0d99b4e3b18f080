package pipeline.lake;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * A table: where its partitions lie and what a row of it is.
 *
 * @param layer raw, clean or analytics
 * @param schema the committed Avro schema; its property {@code version} is the schema's version
 * @param row makes a row of what was read in this schema
 */
public record Table<R extends IndexedRecord>(
    String layer, String name, Schema schema, Function<IndexedRecord, R> row) {

  /** As people write it: {@code raw/tracks}. */
  public String qualifiedName() {
    return layer + "/" + name;
  }

  /** The one object that a partition is. */
  public String key(LocalDate ds) {
    return folder() + "ds=" + ds + "/" + name + ".parquet";
  }

  /** What every partition's key begins with. */
  public String folder() {
    return layer + "/" + name + "/";
  }

  /** The schema's version, counted from 1. */
  public int version() {
    return ((Number) schema.getObjectProp("version")).intValue();
  }

  /** One row for each value of these columns. */
  public List<String> keyColumns() {
    return ((List<?>) schema.getObjectProp("key")).stream().map(Object::toString).toList();
  }

  /** The same table seen through some of its columns, in the schema's order. */
  Table<IndexedRecord> only(Set<String> columns) {
    return new Table<>(
        layer, name, SomeColumns.of(schema, field -> columns.contains(field.name())), row -> row);
  }

  @Override
  public String toString() {
    return qualifiedName();
  }
}
