package pipeline.sql;

import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The type names of an engine.
 *
 * @param list a format with one argument, the type of the items
 * @param struct a format with one argument, the members
 * @param member a format with two arguments, the name and the type of a member
 */
record SqlTypeNames(
    String text,
    String integer,
    String number,
    String flag,
    String date,
    String instant,
    String list,
    String struct,
    String member) {

  /**
   * Returns the name of a type. The name of a union of null and another type is that of the other
   * type.
   */
  String typeName(Schema schema) {
    if (schema.isUnion()) {
      return schema.getTypes().stream()
          .filter(branch -> branch.getType() != Schema.Type.NULL)
          .map(this::typeName)
          .collect(Collectors.joining());
    }
    return switch (schema.getType()) {
      case STRING -> text;
      case BOOLEAN -> flag;
      case INT -> schema.getLogicalType() == null ? integer : date;
      case LONG -> schema.getLogicalType() == null ? number : instant;
      case ARRAY -> list.formatted(typeName(schema.getElementType()));
      case RECORD -> struct.formatted(members(schema));
      default -> throw new IllegalArgumentException("unsupported column type: " + schema);
    };
  }

  private String members(Schema record) {
    return record.getFields().stream()
        .map(field -> member.formatted(field.name(), typeName(field.schema())))
        .collect(Collectors.joining(", "));
  }
}
