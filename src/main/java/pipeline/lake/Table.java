package pipeline.lake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.parquet.TableSchema;

/**
 * A table: the location of its partitions and the type of its rows. The schema is parsed on first
 * use, because reading a footer requires only the version of the schema.
 */
public final class Table<R extends IndexedRecord> implements TableSchema<R> {
  private final String layer;
  private final String name;
  private final int version;
  private final Supplier<Schema> schemaSource;
  private final Function<IndexedRecord, R> rowFactory;
  private volatile @Nullable Schema schema;

  /**
   * Creates a table. The schema is parsed on first use.
   *
   * @param layer raw, clean or analytics
   * @param version the {@code version} property of the schema
   * @param schema supplies the committed Avro schema
   * @param rowFactory a function that converts a record of this schema to a row of the table
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

  /** Returns the function that converts a record of this schema to a row of the table. */
  @Override
  public Function<IndexedRecord, R> rowFactory() {
    return rowFactory;
  }

  /** Returns the name with the layer, such as {@code raw/tracks}. */
  @Override
  public String qualifiedName() {
    return layer + "/" + name;
  }

  /** Returns the key of the object that stores the partition of a date. */
  public String key(LocalDate ds) {
    return folder() + "ds=" + ds + "/" + name + ".parquet";
  }

  /** Returns the common prefix of the keys of all partitions, such as {@code raw/tracks/}. */
  public String folder() {
    return layer + "/" + name + "/";
  }

  /** Returns the version of the schema, counted from 1. */
  @Override
  public int version() {
    return version;
  }

  /**
   * Returns the date in a path such as {@code ds=2024-01-01/tracks.parquet}; empty if the path does
   * not begin with {@code ds=} and a valid date.
   */
  public static Optional<LocalDate> parseDate(String path) {
    if (!path.startsWith("ds=")) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(path.substring(3).split("/", 2)[0]));
    } catch (DateTimeException invalid) {
      return Optional.empty();
    }
  }

  /**
   * Returns the names of the columns, in the order of the schema. The date of a partition is not a
   * column, because the path contains the date.
   */
  public List<String> columns() {
    return schema().getFields().stream().map(Schema.Field::name).toList();
  }

  /** Returns the columns that identify a row. */
  public List<String> keyColumns() {
    return ((List<?>) schema().getObjectProp("key")).stream().map(Object::toString).toList();
  }

  /**
   * Returns a copy of this table whose schema has only the given columns, in the order of the
   * original schema.
   */
  Table<IndexedRecord> withColumns(Set<String> columns) {
    return new Table<>(layer, name, version, () -> project(schema(), columns), any -> any);
  }

  private static Schema project(Schema full, Set<String> columns) {
    List<Schema.Field> fields =
        full.getFields().stream()
            .filter(field -> columns.contains(field.name()))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    Schema projection =
        Schema.createRecord(full.getName(), full.getDoc(), full.getNamespace(), false, fields);
    full.getObjectProps().forEach(projection::addProp);
    return projection;
  }

  @Override
  public String toString() {
    return qualifiedName();
  }
}
