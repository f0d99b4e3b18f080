package pipeline.lake.parquet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows as Parquet's columns take them. It leaves the same file as parquet-avro's own write support,
 * which looks at the schema again for each value.
 */
final class RowWriteSupport extends WriteSupport<IndexedRecord> {
  private final Schema schema;
  private final ParquetConfiguration configuration;
  private final Supplier<Map<String, String>> metadata;
  private final ColumnType row;
  private RecordConsumer to;

  RowWriteSupport(
      Schema schema, ParquetConfiguration configuration, Supplier<Map<String, String>> metadata) {
    this.schema = schema;
    this.configuration = configuration;
    this.metadata = metadata;
    this.row = ColumnType.of(schema);
  }

  @Override
  public String getName() {
    return "avro";
  }

  @Override
  @SuppressWarnings("deprecation") // abstract, though never called where the configuration is plain
  public WriteContext init(Configuration hadoop) {
    return init(configuration);
  }

  @Override
  public WriteContext init(ParquetConfiguration same) {
    return new WriteContext(
        new AvroSchemaConverter(configuration).convert(schema),
        Map.of("parquet.avro.schema", schema.toString()));
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    to = consumer;
  }

  @Override
  public FinalizedWriteContext finalizeWrite() {
    return new FinalizedWriteContext(metadata.get());
  }

  @Override
  public void write(IndexedRecord record) {
    to.startMessage();
    fields(row, record);
    to.endMessage();
  }

  private void fields(ColumnType shape, IndexedRecord record) {
    List<ColumnType> members = shape.members();
    for (int column = 0; column < members.size(); column++) {
      ColumnType member = members.get(column);
      field(member, column, record.get(column));
    }
  }

  private void field(ColumnType shape, int column, @Nullable Object value) {
    if (value != null) {
      to.startField(shape.name(), column);
      value(shape, value);
      to.endField(shape.name(), column);
    } else if (!shape.isOptional()) {
      throw new IllegalArgumentException(
          "a row of " + schema.getName() + " has no " + shape.name());
    }
  }

  private void value(ColumnType shape, Object value) {
    switch (shape.kind()) {
      case TEXT ->
          to.addBinary(
              Binary.fromConstantByteArray(value.toString().getBytes(StandardCharsets.UTF_8)));
      case INTEGER -> to.addInteger((Integer) value);
      case LONG -> to.addLong((Long) value);
      case FLAG -> to.addBoolean((Boolean) value);
      case RECORD -> {
        to.startGroup();
        fields(shape, (IndexedRecord) value);
        to.endGroup();
      }
      case LIST -> list(shape.members().get(0), (List<?>) value);
    }
  }

  /** In three levels, as the format wants it. */
  private void list(ColumnType element, List<?> values) {
    to.startGroup();
    if (!values.isEmpty()) {
      to.startField("list", 0);
      for (Object value : values) {
        to.startGroup();
        to.startField("element", 0);
        value(element, value);
        to.endField("element", 0);
        to.endGroup();
      }
      to.endField("list", 0);
    }
    to.endGroup();
  }
}
