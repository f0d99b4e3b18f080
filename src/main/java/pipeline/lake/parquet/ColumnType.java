package pipeline.lake.parquet;

import java.util.List;
import org.apache.avro.Schema;

/**
 * A type from an Avro schema: the type of a row, of a column or of the elements of a list. This
 * project resolves the type once per schema; the writers in Avro and Parquet resolve it again for
 * each value.
 *
 * @param name the name of the field; empty for a whole row and for the elements of a list
 * @param isOptional whether values can be null: the type is a union of null and one other type
 * @param members the fields of a record, or the element type of a list
 */
record ColumnType(String name, ColumnKind kind, boolean isOptional, List<ColumnType> members) {
  enum ColumnKind {
    TEXT,
    INTEGER,
    LONG,
    BOOLEAN,
    RECORD,
    LIST
  }

  static ColumnType from(Schema schema) {
    return from("", schema);
  }

  private static ColumnType from(String name, Schema schema) {
    boolean isOptional = schema.getType() == Schema.Type.UNION;
    Schema type = isOptional ? nonNullType(schema) : schema;
    return switch (type.getType()) {
      case STRING -> new ColumnType(name, ColumnKind.TEXT, isOptional, List.of());
      case INT -> new ColumnType(name, ColumnKind.INTEGER, isOptional, List.of());
      case LONG -> new ColumnType(name, ColumnKind.LONG, isOptional, List.of());
      case BOOLEAN -> new ColumnType(name, ColumnKind.BOOLEAN, isOptional, List.of());
      case RECORD -> new ColumnType(name, ColumnKind.RECORD, isOptional, fields(type));
      case ARRAY -> new ColumnType(name, ColumnKind.LIST, isOptional, List.of(element(type)));
      default -> throw unsupported(type);
    };
  }

  private static ColumnType element(Schema list) {
    ColumnType element = from(list.getElementType());
    if (element.isOptional()) {
      throw unsupported(list);
    }
    return element;
  }

  private static Schema nonNullType(Schema union) {
    List<Schema> types = union.getTypes();
    if (types.size() != 2 || types.get(0).getType() != Schema.Type.NULL) {
      throw unsupported(union);
    }
    return types.get(1);
  }

  private static List<ColumnType> fields(Schema record) {
    return record.getFields().stream().map(field -> from(field.name(), field.schema())).toList();
  }

  private static IllegalArgumentException unsupported(Schema schema) {
    return new IllegalArgumentException("unsupported column type: " + schema);
  }
}
