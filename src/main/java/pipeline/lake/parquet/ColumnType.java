package pipeline.lake.parquet;

import java.util.List;
import org.apache.avro.Schema;

/**
 * What values of a schema are, found out once: the libraries' own writers find it out for each
 * value.
 *
 * @param name of the field, empty where it is none
 * @param isOptional whether it is a union with null, which then comes first
 * @param members the fields of a record; the elements of a list, as one
 */
record ColumnType(String name, ColumnKind kind, boolean isOptional, List<ColumnType> members) {
  enum ColumnKind {
    TEXT,
    INTEGER,
    LONG,
    FLAG,
    RECORD,
    LIST
  }

  static ColumnType of(Schema schema) {
    return of("", schema);
  }

  private static ColumnType of(String name, Schema schema) {
    boolean isOptional = schema.getType() == Schema.Type.UNION;
    Schema type = isOptional ? other(schema) : schema;
    return switch (type.getType()) {
      case STRING -> new ColumnType(name, ColumnKind.TEXT, isOptional, List.of());
      case INT -> new ColumnType(name, ColumnKind.INTEGER, isOptional, List.of());
      case LONG -> new ColumnType(name, ColumnKind.LONG, isOptional, List.of());
      case BOOLEAN -> new ColumnType(name, ColumnKind.FLAG, isOptional, List.of());
      case RECORD -> new ColumnType(name, ColumnKind.RECORD, isOptional, fields(type));
      case ARRAY -> new ColumnType(name, ColumnKind.LIST, isOptional, List.of(element(type)));
      default -> throw unknown(type);
    };
  }

  private static ColumnType element(Schema list) {
    ColumnType element = of(list.getElementType());
    if (element.isOptional()) {
      throw unknown(list);
    }
    return element;
  }

  private static Schema other(Schema union) {
    List<Schema> types = union.getTypes();
    if (types.size() != 2 || types.get(0).getType() != Schema.Type.NULL) {
      throw unknown(union);
    }
    return types.get(1);
  }

  private static List<ColumnType> fields(Schema record) {
    return record.getFields().stream().map(field -> of(field.name(), field.schema())).toList();
  }

  private static IllegalArgumentException unknown(Schema schema) {
    return new IllegalArgumentException("no column can be of the type " + schema);
  }
}
