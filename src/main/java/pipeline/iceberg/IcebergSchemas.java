package pipeline.iceberg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.mapping.MappingUtil;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import pipeline.lake.Table;
import pipeline.lake.parquet.ParquetWriters;
import pipeline.tables.row.PartitionEntry;

/**
 * The names and schemas of the Iceberg tables. An Iceberg table has the columns of its Parquet
 * files, and one more column: {@link #DATE}. The files have no field ids, so readers find a column
 * by its name, through the name mapping of the table.
 */
final class IcebergSchemas {
  /**
   * The name of the column that has the partition's date. The Parquet files do not have this
   * column.
   */
  static final String DATE = "ds";

  private static final String DATE_DOC = "date of the partition, in UTC";

  private static final Map<String, String> PROPERTIES =
      Map.of(
          TableProperties.FORMAT_VERSION, "2",
          TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true",
          TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20",
          // With 4, the default, eight concurrent writers can run out of attempts.
          TableProperties.COMMIT_NUM_RETRIES, "20");

  private IcebergSchemas() {}

  /**
   * Returns the name of a table, with its layer as the namespace. The table {@code
   * analytics.partitions} is named {@code analytics.loaded_partitions}, because Iceberg reads
   * {@code analytics.partitions} as the metadata table {@code partitions} of a table {@code
   * analytics}.
   */
  static TableIdentifier name(Table<?> table) {
    String name =
        table.qualifiedName().equals(PartitionEntry.TABLE.qualifiedName())
            ? "loaded_partitions"
            : table.name();
    return TableIdentifier.of(Namespace.of(table.layer()), name);
  }

  /**
   * Returns the schema of an Iceberg table: the columns of the lake's table, then {@link #DATE}.
   * The field ids are new. The docs of the lake's columns come from the Avro schema.
   */
  static Schema schema(Table<?> table) {
    Schema columns = ParquetSchemaUtil.convert(ParquetWriters.columns(table.schema()));
    List<NestedField> fields = new ArrayList<>(documented(columns.columns(), table.schema()));
    fields.add(NestedField.optional(Integer.MAX_VALUE / 2, DATE, Types.DateType.get(), DATE_DOC));
    return TypeUtil.assignIncreasingFreshIds(new Schema(fields));
  }

  private static List<NestedField> documented(
      List<NestedField> fields, org.apache.avro.Schema record) {
    return fields.stream().map(field -> documented(field, record.getField(field.name()))).toList();
  }

  private static NestedField documented(NestedField field, org.apache.avro.Schema.Field column) {
    return NestedField.from(field)
        .withDoc(column.doc())
        .ofType(documented(field.type(), withoutNull(column.schema())))
        .build();
  }

  private static Type documented(Type type, org.apache.avro.Schema schema) {
    if (type.isStructType()) {
      return Types.StructType.of(documented(type.asStructType().fields(), schema));
    }
    if (type.isListType()) {
      Types.ListType list = type.asListType();
      Type element = documented(list.elementType(), withoutNull(schema.getElementType()));
      return list.isElementOptional()
          ? Types.ListType.ofOptional(list.elementId(), element)
          : Types.ListType.ofRequired(list.elementId(), element);
    }
    return type;
  }

  private static org.apache.avro.Schema withoutNull(org.apache.avro.Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != org.apache.avro.Schema.Type.NULL)
            .findFirst()
            .orElse(schema)
        : schema;
  }

  static PartitionSpec byDate(Schema schema) {
    return PartitionSpec.builderFor(schema).identity(DATE).build();
  }

  /**
   * Returns the properties of a new table. The name mapping has the field ids of the given schema.
   * If the catalog assigns other ids when it creates the table, {@link #update} corrects the
   * mapping.
   */
  static Map<String, String> properties(Schema schema) {
    Map<String, String> properties = new HashMap<>(PROPERTIES);
    properties.put(TableProperties.DEFAULT_NAME_MAPPING, nameMapping(schema));
    return properties;
  }

  private static String nameMapping(Schema schema) {
    return NameMappingParser.toJson(MappingUtil.create(schema));
  }

  /**
   * Adds the columns that a table lacks, and updates its name mapping. The mapping uses the ids of
   * the table, because a catalog that creates a table can assign ids that differ from those of the
   * schema.
   */
  static void update(org.apache.iceberg.Table table, Schema newest) {
    if (!names(table.schema()).containsAll(names(newest))) {
      table.updateSchema().unionByNameWith(newest).commit();
    }
    String mapping = nameMapping(table.schema());
    if (!mapping.equals(table.properties().get(TableProperties.DEFAULT_NAME_MAPPING))) {
      table.updateProperties().set(TableProperties.DEFAULT_NAME_MAPPING, mapping).commit();
    }
  }

  private static Set<String> names(Schema schema) {
    return TypeUtil.indexByName(schema.asStruct()).keySet();
  }
}
