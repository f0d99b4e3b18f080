package pipeline.lake.parquet;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeException;

/**
 * A reader of the rows and the footer of a Parquet file. Each failure becomes an exception whose
 * message names the file.
 */
public final class ParquetRowReader {
  private ParquetRowReader() {}

  public static PartitionMetadata readFooter(ObjectInputFile input, TableSchema<?> table) {
    PartitionMetadata footer;
    try {
      footer = PartitionMetadata.from(FooterReader.readMetadata(input));
    } catch (IOException | RuntimeException unreadable) {
      throw damaged(
          input, unreadable, "rerun the stage that writes it; an extract stage needs --replace");
    }
    check(input, table, footer);
    return footer;
  }

  /** Returns the complete footer of a file, which includes the statistics of the columns. */
  public static ParquetMetadata readParquetFooter(ObjectInputFile input) {
    try (ParquetFileReader reader = openFile(input)) {
      return reader.getFooter();
    } catch (IOException | RuntimeException unreadable) {
      throw damaged(input, unreadable, "rerun the command that writes it");
    }
  }

  private static ParquetFileReader openFile(ObjectInputFile input) throws IOException {
    return ParquetFileReader.open(
        input,
        ParquetReadOptions.builder(ParquetWriters.configuration())
            .withCodecFactory(new ZstdCodecFactory())
            .build());
  }

  private static void check(ObjectInputFile input, TableSchema<?> table, PartitionMetadata footer) {
    if (!footer.find(PartitionMetadata.TABLE).orElse("").equals(table.qualifiedName())) {
      throw new LakeException(
          LakeException.LakeErrorKind.WRONG_TABLE,
          "file of another program or table: %s (not a partition of %s); move the file away, then rerun the stage that writes %s"
              .formatted(input, table.qualifiedName(), table.qualifiedName()));
    }
    if (footer.schemaVersion() > table.version()) {
      throw new LakeException(
          LakeException.LakeErrorKind.NEWER_SCHEMA,
          "written by a newer pipeline.jar: %s (schema version %d of %s, but this jar supports versions only up to %d); use the jar that wrote the file, or a newer jar"
              .formatted(input, footer.schemaVersion(), table.qualifiedName(), table.version()));
    }
  }

  public static <R extends IndexedRecord> RowIterator<R> openRows(
      ObjectInputFile input, TableSchema<R> table) {
    try {
      return new PrefetchingRows<>(
          new ParquetRowIterator<>(input, table, open(input, table.schema())));
    } catch (IOException | RuntimeException unreadable) {
      throw damagedRows(input, table, unreadable);
    }
  }

  /**
   * Returns the names of the columns of a file.
   *
   * @param isOlder whether the file may lack columns, because it has an older version of the schema
   * @throws LakeException of kind DAMAGED if a column of the table is missing or has another type,
   *     or if the file has another column
   */
  public static Set<String> readColumns(
      ObjectInputFile input, TableSchema<?> table, boolean isOlder) {
    MessageType expected = ParquetWriters.columns(table.schema());
    Set<String> names = new LinkedHashSet<>();
    try (ParquetFileReader file = openFile(input)) {
      for (Type column : file.getFileMetaData().getSchema().getFields()) {
        if (!expected.containsField(column.getName())) {
          throw new IOException("unknown column " + column.getName());
        }
        if (!expected.getType(column.getName()).equals(column)) {
          throw new IOException("column " + column.getName() + " has another type");
        }
        names.add(column.getName());
      }
      for (Type column : expected.getFields()) {
        if (!names.contains(column.getName())
            && !(isOlder && column.isRepetition(Type.Repetition.OPTIONAL))) {
          throw new IOException("no column " + column.getName());
        }
      }
      return names;
    } catch (IOException | RuntimeException unreadable) {
      throw damagedRows(input, table, unreadable);
    }
  }

  private static ParquetReader<IndexedRecord> open(ObjectInputFile input, Schema schema)
      throws IOException {
    PlainParquetConfiguration configuration = ParquetWriters.configuration();
    // Rows are read with the schema of the table, not with that of the file. Columns that an older
    // file lacks are null.
    configuration.set("parquet.avro.read.schema", schema.toString());
    configuration.set("parquet.avro.projection", schema.toString());
    return AvroParquetReader.<IndexedRecord>builder(input, configuration)
        .withDataModel(GenericData.get())
        .withCodecFactory(new ZstdCodecFactory())
        .usePageChecksumVerification() // without it, a flipped bit can change rows unnoticed
        .build();
  }

  /**
   * Returns the exception for a file that is damaged although its footer is readable. The message
   * asks the user to delete the file, because a rerun alone reads only the footer and would leave
   * the file unchanged.
   */
  public static LakeException damagedRows(
      ObjectInputFile input, TableSchema<?> table, Exception cause) {
    return damaged(
        input,
        cause,
        "delete it, then rerun the stage that writes %s (a rerun alone does not replace it, because its footer is intact)"
            .formatted(table.qualifiedName()));
  }

  private static LakeException damaged(ObjectInputFile input, Exception cause, String remedy) {
    if (cause instanceof LakeException known) {
      return known;
    }
    return new LakeException(
        LakeException.LakeErrorKind.DAMAGED,
        "damaged Parquet file: %s (%d bytes: %s); %s"
            .formatted(input, input.getLength(), cause.getMessage(), remedy),
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
