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
 * A converter of rows to Parquet columns. It writes the same file as the write support of
 * parquet-avro. This class is faster, because it does not resolve the schema again for each value.
 */
final class RowWriteSupport extends WriteSupport<IndexedRecord> {
  private final Schema schema;
  private final ParquetConfiguration configuration;
  private final Supplier<Map<String, String>> metadata;
  private final ColumnType rowType;
  private RecordConsumer recordConsumer;

  RowWriteSupport(
      Schema schema, ParquetConfiguration configuration, Supplier<Map<String, String>> metadata) {
    this.schema = schema;
    this.configuration = configuration;
    this.metadata = metadata;
    this.rowType = ColumnType.from(schema);
  }

  @Override
  public String getName() {
    return "avro";
  }

  @Override
  @SuppressWarnings("deprecation") // abstract, but never called for a PlainParquetConfiguration
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
    recordConsumer = consumer;
  }

  @Override
  public FinalizedWriteContext finalizeWrite() {
    return new FinalizedWriteContext(metadata.get());
  }

  @Override
  public void write(IndexedRecord record) {
    recordConsumer.startMessage();
    fields(rowType, record);
    recordConsumer.endMessage();
  }

  private void fields(ColumnType type, IndexedRecord record) {
    List<ColumnType> members = type.members();
    for (int column = 0; column < members.size(); column++) {
      ColumnType member = members.get(column);
      field(member, column, record.get(column));
    }
  }

  private void field(ColumnType type, int column, @Nullable Object value) {
    if (value != null) {
      recordConsumer.startField(type.name(), column);
      value(type, value);
      recordConsumer.endField(type.name(), column);
    } else if (!type.isOptional()) {
      throw new IllegalArgumentException("a row of " + schema.getName() + " has no " + type.name());
    }
  }

  private void value(ColumnType type, Object value) {
    switch (type.kind()) {
      case TEXT ->
          recordConsumer.addBinary(
              Binary.fromConstantByteArray(value.toString().getBytes(StandardCharsets.UTF_8)));
      case INTEGER -> recordConsumer.addInteger((Integer) value);
      case LONG -> recordConsumer.addLong((Long) value);
      case BOOLEAN -> recordConsumer.addBoolean((Boolean) value);
      case RECORD -> {
        recordConsumer.startGroup();
        fields(type, (IndexedRecord) value);
        recordConsumer.endGroup();
      }
      case LIST -> list(type.members().get(0), (List<?>) value);
    }
  }

  /** Writes a list with the three levels of fields that the Parquet format requires. */
  private void list(ColumnType element, List<?> values) {
    recordConsumer.startGroup();
    if (!values.isEmpty()) {
      recordConsumer.startField("list", 0);
      for (Object value : values) {
        recordConsumer.startGroup();
        recordConsumer.startField("element", 0);
        value(element, value);
        recordConsumer.endField("element", 0);
        recordConsumer.endGroup();
      }
      recordConsumer.endField("list", 0);
    }
    recordConsumer.endGroup();
  }
}
