package pipeline.lake.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.RandomData;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * A factory of Parquet writers. The writers compress with ZSTD and use row groups of 16 MB, which
 * fit into a small heap.
 */
public final class ParquetWriters {
  private static final long ROW_GROUP_SIZE = 16L << 20;

  /**
   * The maximum size of a dictionary, in bytes. A dictionary makes a file smaller only if its
   * column has few distinct values. A dictionary of IDs would only fill the heap of writers and
   * readers.
   */
  private static final int DICTIONARY_PAGE_SIZE = 64 << 10;

  private static final Path NOWHERE = Path.of("/dev/null");

  private ParquetWriters() {}

  /** Returns the Parquet settings that writers and readers share. */
  static PlainParquetConfiguration configuration() {
    PlainParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.set("parquet.avro.write-old-list-structure", "false");
    return configuration;
  }

  /** Returns the columns of a table's files as a Parquet schema. */
  public static MessageType columns(Schema schema) {
    return new AvroSchemaConverter(configuration()).convert(schema);
  }

  /**
   * Opens a writer of a new file.
   *
   * @param metadata supplies the key-value metadata. The supplier is called after the last row,
   *     because the content hash is known only then.
   */
  public static ParquetWriter<IndexedRecord> open(
      Path file, Schema schema, Supplier<Map<String, String>> metadata) throws IOException {
    return open(file, ParquetFileWriter.Mode.CREATE, schema, metadata);
  }

  /**
   * Writes a file that belongs to no table.
   *
   * @param file must not exist; if writing fails, the file can be incomplete
   */
  public static void write(Path file, Schema schema, Iterable<? extends IndexedRecord> rows)
      throws IOException {
    try (ParquetWriter<IndexedRecord> writer = open(file, schema, Map::of)) {
      for (IndexedRecord row : rows) {
        writer.write(row);
      }
    }
  }

  /**
   * Writes a row to the null device, so that the classes of Parquet are loaded before the first row
   * of a table is written.
   *
   * @throws UncheckedIOException if writing fails, for example on a system without a null device
   */
  public static void warmUp(Schema schema) {
    try (ParquetWriter<IndexedRecord> writer =
        open(NOWHERE, ParquetFileWriter.Mode.OVERWRITE, schema, Map::of)) {
      IndexedRecord row = (IndexedRecord) new RandomData(schema, 1, 0L).iterator().next();
      writer.write(row);
      ContentHasher hash = new ContentHasher(schema);
      hash.add(row);
      hash.hex();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static ParquetWriter<IndexedRecord> open(
      Path file, ParquetFileWriter.Mode mode, Schema schema, Supplier<Map<String, String>> metadata)
      throws IOException {
    PlainParquetConfiguration configuration = configuration();
    return new RecordWriterBuilder(
            new LocalOutputFile(file), new RowWriteSupport(schema, configuration, metadata))
        .withWriteMode(mode)
        .withConf(configuration)
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withCodecFactory(new ZstdCodecFactory())
        .withRowGroupSize(ROW_GROUP_SIZE)
        .withDictionaryPageSize(DICTIONARY_PAGE_SIZE)
        .build();
  }

  private static final class RecordWriterBuilder
      extends ParquetWriter.Builder<IndexedRecord, RecordWriterBuilder> {
    private final WriteSupport<IndexedRecord> support;

    RecordWriterBuilder(OutputFile file, WriteSupport<IndexedRecord> support) {
      super(file);
      this.support = support;
    }

    @Override
    protected RecordWriterBuilder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, but never called for a PlainParquetConfiguration
    protected WriteSupport<IndexedRecord> getWriteSupport(Configuration configuration) {
      return support;
    }

    @Override
    protected WriteSupport<IndexedRecord> getWriteSupport(ParquetConfiguration configuration) {
      return support;
    }
  }
}
