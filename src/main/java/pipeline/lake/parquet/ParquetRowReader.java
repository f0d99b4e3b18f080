package pipeline.lake.parquet;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeException;

/** Parquet to rows. Whatever is wrong with a file becomes one message that names it. */
public final class ParquetRowReader {
  private ParquetRowReader() {}

  public static PartitionMetadata readFooter(ObjectInputFile input, TableSchema<?> table) {
    PartitionMetadata footer;
    try {
      footer = PartitionMetadata.from(FooterReader.readMetadata(input));
    } catch (LakeException known) {
      throw known;
    } catch (IOException | RuntimeException unreadable) {
      throw damaged(input, unreadable);
    }
    check(input, table, footer);
    return footer;
  }

  private static void check(ObjectInputFile input, TableSchema<?> table, PartitionMetadata footer) {
    if (!footer.find(PartitionMetadata.TABLE).orElse("").equals(table.qualifiedName())) {
      throw new LakeException(
          LakeException.LakeErrorKind.WRONG_TABLE,
          input.location()
              + " is a Parquet file, but not the table "
              + table.qualifiedName()
              + " as this program writes it. Move it away, then rerun the stage that writes "
              + table.qualifiedName()
              + ".");
    }
    if (footer.schemaVersion() > table.version()) {
      throw new LakeException(
          LakeException.LakeErrorKind.NEWER_SCHEMA,
          input.location()
              + " was written by a newer pipeline.jar (schema "
              + footer.schemaVersion()
              + " of "
              + table.qualifiedName()
              + ", this jar knows "
              + table.version()
              + "). Use that jar or a newer one.");
    }
  }

  public static <R extends IndexedRecord> RowIterator<R> openRows(
      ObjectInputFile input, TableSchema<R> table) {
    try {
      return new PrefetchingRows<>(
          new ParquetRowIterator<>(input, table, open(input, table.schema())));
    } catch (LakeException known) {
      throw known;
    } catch (IOException | RuntimeException unreadable) {
      throw damagedRows(input, table, unreadable);
    }
  }

  private static ParquetReader<IndexedRecord> open(ObjectInputFile input, Schema schema)
      throws IOException {
    PlainParquetConfiguration configuration = configuration();
    // The schema of the table, not of the file: columns that came later are null in older files.
    configuration.set("parquet.avro.read.schema", schema.toString());
    configuration.set("parquet.avro.projection", schema.toString());
    return AvroParquetReader.<IndexedRecord>builder(input, configuration)
        .withDataModel(GenericData.get())
        .withCodecFactory(new ZstdCodecFactory())
        .usePageChecksumVerification() // a flipped bit can decompress to other rows
        .build();
  }

  private static PlainParquetConfiguration configuration() {
    PlainParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.set("parquet.avro.write-old-list-structure", "false");
    return configuration;
  }

  private static LakeException damaged(ObjectInputFile input, Exception cause) {
    return damaged(
        input, cause, "Rerun the stage that writes it; an extract stage needs --replace for that.");
  }

  /** The footer was read before, and by the footer a rerun would find it to be as it should. */
  private static LakeException damagedRows(
      ObjectInputFile input, TableSchema<?> table, Exception cause) {
    return damaged(
        input,
        cause,
        "Delete it, then rerun the stage that writes "
            + table.qualifiedName()
            + ": its footer is whole, so that a rerun alone would keep it.");
  }

  private static LakeException damaged(ObjectInputFile input, Exception cause, String remedy) {
    return new LakeException(
        LakeException.LakeErrorKind.DAMAGED,
        input.location()
            + " is no readable Parquet file ("
            + input.getLength()
            + " bytes: "
            + cause.getMessage()
            + "). "
            + remedy,
        cause);
  }

  private record ParquetRowIterator<R extends IndexedRecord>(
      ObjectInputFile input, TableSchema<R> table, ParquetReader<IndexedRecord> reader)
      implements RowIterator<R> {
    @Override
    public @Nullable R next() {
      try {
        IndexedRecord row = reader.read();
        return row == null ? null : table.rowFactory().apply(row);
      } catch (LakeException known) {
        throw known;
      } catch (IOException | RuntimeException unreadable) {
        throw damagedRows(input, table, unreadable);
      }
    }

    @Override
    public void close() {
      try {
        reader.close();
      } catch (IOException unreadable) {
        throw damagedRows(input, table, unreadable);
      }
    }
  }
}
