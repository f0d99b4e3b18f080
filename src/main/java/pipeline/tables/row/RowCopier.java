package pipeline.tables.row;

import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * A copier that creates rows of a table from rows of another table. The copier copies the columns
 * that have the same name in both tables. The caller passes the values of the other columns.
 *
 * @param <R> the row type of the target table
 */
public final class RowCopier<R extends IndexedRecord> {
  private final Table<R> target;
  private final Function<@Nullable Object, @Nullable Object> conversion;
  private final List<String> given;
  private volatile int @Nullable [] positions;

  private RowCopier(
      Table<R> target,
      Function<@Nullable Object, @Nullable Object> conversion,
      List<String> given) {
    this.target = target;
    this.conversion = conversion;
    this.given = given;
  }

  /**
   * Creates a copier.
   *
   * @param given the names of the columns whose values are passed to {@link #copy}, in this order
   */
  public static <R extends IndexedRecord> RowCopier<R> to(Table<R> target, String... given) {
    return new RowCopier<>(target, value -> value, List.of(given));
  }

  /** Returns a copier that also applies a conversion to each copied text. */
  public RowCopier<R> convertingTexts(Function<String, @Nullable String> converter) {
    return new RowCopier<>(
        target, value -> value instanceof String text ? converter.apply(text) : value, given);
  }

  /**
   * Returns a row of the target table.
   *
   * @param source a row of the source table; all calls must use the same source table
   * @param values the values of the given columns, in the types of the target's record
   * @throws IllegalStateException if a column of the target is neither given nor a column of the
   *     source
   */
  public R copy(IndexedRecord source, @Nullable Object... values) {
    int[] columns = positions;
    if (columns == null) {
      columns = positions(source.getSchema());
      positions = columns;
    }
    GenericData.Record row = new GenericData.Record(target.schema());
    for (int column = 0; column < columns.length; column++) {
      int position = columns[column];
      row.put(
          column,
          position >= 0
              ? conversion.apply(source.get(position))
              : RecordReader.toAvro(values[-1 - position]));
    }
    return target.rowFactory().apply(row);
  }

  /**
   * Returns one number for each column of the target. The number of a copied column is its index in
   * the source. A column in {@code given} has a negative number: -1 for the first one, -2 for the
   * second one, and so on.
   */
  private int[] positions(Schema source) {
    return target.columns().stream().mapToInt(column -> position(column, source)).toArray();
  }

  private int position(String column, Schema source) {
    int position = given.indexOf(column);
    if (position >= 0) {
      return -1 - position;
    }
    Schema.Field field = source.getField(column);
    if (field == null) {
      throw new IllegalStateException(
          "%s.%s is neither given nor a column of %s".formatted(target, column, source));
    }
    return field.pos();
  }
}
