package pipeline.lake;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.parquet.SchemaProjection;
import pipeline.lake.parquet.TableSchema;

/**
 * A table: where its partitions lie and what a row of it is. Its schema is read when it is asked
 * for: to look at footers, the version is enough.
 */
public final class Table<R extends IndexedRecord> implements TableSchema<R> {
  private final String layer;
  private final String name;
  private final int version;
  private final Supplier<Schema> schemaSource;
  private final Function<IndexedRecord, R> rowFactory;
  private volatile @Nullable Schema schema;

  /**
   * A table whose schema is read later.
   *
   * @param layer raw, clean or analytics
   * @param version the schema's property of that name
   * @param schema gives the committed Avro schema
   * @param rowFactory makes a row of what was read in this schema
   */
  public Table(
      String layer,
      String name,
      int version,
      Supplier<Schema> schema,
      Function<IndexedRecord, R> rowFactory) {
    this.layer = layer;
    this.name = name;
    this.version = version;
    this.schemaSource = schema;
    this.rowFactory = rowFactory;
  }

  /** A table whose schema is there. */
  public Table(String layer, String name, Schema schema, Function<IndexedRecord, R> rowFactory) {
    this(
        layer,
        name,
        ((Number) schema.getObjectProp("version")).intValue(),
        () -> schema,
        rowFactory);
  }

  public String layer() {
    return layer;
  }

  public String name() {
    return name;
  }

  @Override
  public Schema schema() {
    Schema cached = schema;
    if (cached == null) {
      cached = schemaSource.get();
      schema = cached;
    }
    return cached;
  }

  /** Makes a row of what was read in this schema. */
  @Override
  public Function<IndexedRecord, R> rowFactory() {
    return rowFactory;
  }

  /** As people write it: {@code raw/tracks}. */
  @Override
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
  @Override
  public int version() {
    return version;
  }

  /** In the schema's order; the date is in the path and no column. */
  public List<String> columns() {
    return schema().getFields().stream().map(Schema.Field::name).toList();
  }

  /** One row for each value of these columns. */
  public List<String> keyColumns() {
    return ((List<?>) schema().getObjectProp("key")).stream().map(Object::toString).toList();
  }

  /** The same table seen through some of its columns, in the schema's order. */
  Table<IndexedRecord> withColumns(Set<String> columns) {
    return new Table<>(
        layer,
        name,
        version,
        () -> SchemaProjection.create(schema(), field -> columns.contains(field.name())),
        any -> any);
  }

  @Override
  public String toString() {
    return qualifiedName();
  }
}
