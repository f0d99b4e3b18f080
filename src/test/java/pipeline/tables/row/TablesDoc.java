package pipeline.tables.row;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import pipeline.lake.Table;
import pipeline.tables.stage.Stage;

/** Formats the tables as Markdown, with a section per table and a line per column. */
final class TablesDoc {
  private TablesDoc() {}

  static String format(String head, List<Table<?>> tables) {
    return head + tables.stream().map(TablesDoc::section).collect(Collectors.joining("\n"));
  }

  private static String section(Table<?> table) {
    StringBuilder section = new StringBuilder();
    section.append("## ").append(table.qualifiedName()).append("\n\n");
    section.append(sentence(table.schema().getDoc())).append(' ').append(key(table));
    section
        .append(" Written by `")
        .append(Stage.from(table).command())
        .append("`, schema version ");
    section.append(table.version()).append(".\n\n");
    section.append("| column | type | may be null | meaning |\n|---|---|---|---|\n");
    table.schema().getFields().forEach(field -> section.append(column(field.name(), field)));
    return section.toString();
  }

  private static String sentence(String doc) {
    return Character.toUpperCase(doc.charAt(0)) + doc.substring(1) + ".";
  }

  private static String key(Table<?> table) {
    String columns =
        table.keyColumns().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    return columns.isEmpty() ? "No key." : "Key: " + columns + ".";
  }

  private static String column(String name, Schema.Field field) {
    Schema type = filled(field.schema());
    String line =
        "| `%s` | %s | %s | %s |\n"
            .formatted(name, type(type), field.schema().isNullable() ? "yes" : "", doc(field));
    return line + inner(name, type);
  }

  private static String doc(Schema.Field field) {
    return field.doc().replace("|", "\\|");
  }

  /** Returns the columns of a list's records. */
  private static String inner(String name, Schema type) {
    return type.getType() != Schema.Type.ARRAY
        ? ""
        : type.getElementType().getFields().stream()
            .map(field -> column(name + "[]." + field.name(), field))
            .collect(Collectors.joining());
  }

  private static Schema filled(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(branch -> branch.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }

  private static String type(Schema type) {
    LogicalType logical = type.getLogicalType();
    if (logical != null) {
      return logical.getName().equals("date") ? "date" : "timestamp (microseconds, UTC)";
    }
    return switch (type.getType()) {
      case ARRAY -> "list of records";
      case INT -> "integer";
      case LONG -> "long";
      default -> type.getType().getName();
    };
  }
}
