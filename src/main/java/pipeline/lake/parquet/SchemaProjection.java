package pipeline.lake.parquet;

import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.Schema;

/** A schema restricted to some of its columns, in the same order. */
public final class SchemaProjection {
  private SchemaProjection() {}

  public static Schema create(Schema full, Predicate<Schema.Field> filter) {
    List<Schema.Field> fields =
        full.getFields().stream()
            .filter(filter)
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    Schema projection =
        Schema.createRecord(full.getName(), full.getDoc(), full.getNamespace(), false, fields);
    full.getObjectProps().forEach(projection::addProp);
    return projection;
  }
}
