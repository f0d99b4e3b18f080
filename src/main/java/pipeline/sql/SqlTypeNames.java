package pipeline.sql;

import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * What an engine calls the types of our columns.
 *
 * @param list a format, for the type of its items
 * @param struct a format, for its members
 * @param member a format, for the name and the type of a member
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

  /** A column that may be null has the type that it has otherwise. */
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
      default -> throw new IllegalArgumentException("no table has columns of type " + schema);
    };
  }

  private String members(Schema record) {
    return record.getFields().stream()
        .map(field -> member.formatted(field.name(), typeName(field.schema())))
        .collect(Collectors.joining(", "));
  }
}
