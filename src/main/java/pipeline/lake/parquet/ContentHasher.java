package pipeline.lake.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.Sha256;

/**
 * A hasher that computes the content hash: SHA-256 over rows as Avro binary, without the column
 * observed_at.
 */
public final class ContentHasher {
  private final MessageDigest digest;
  private final BinaryEncoder encoder;
  private final ColumnType rowType;
  private final int skippedColumn;

  public ContentHasher(Schema schema) {
    digest = Sha256.createDigest();
    encoder =
        EncoderFactory.get()
            .binaryEncoder(new DigestOutputStream(OutputStream.nullOutputStream(), digest), null);
    rowType = ColumnType.from(schema);
    Schema.Field observedAt = schema.getField("observed_at");
    skippedColumn = observedAt == null ? -1 : observedAt.pos();
  }

  public void add(IndexedRecord record) throws IOException {
    record(rowType, record, skippedColumn);
  }

  private void encode(ColumnType type, @Nullable Object value) throws IOException {
    if (type.isOptional()) {
      encoder.writeIndex(value == null ? 0 : 1);
      if (value == null) {
        return;
      }
    }
    switch (type.kind()) {
      case TEXT -> encoder.writeString(value.toString());
      case INTEGER -> encoder.writeInt((Integer) value);
      case LONG -> encoder.writeLong((Long) value);
      case BOOLEAN -> encoder.writeBoolean((Boolean) value);
      case RECORD -> record(type, (IndexedRecord) value, -1);
      case LIST -> list(type.members().get(0), (List<?>) value);
    }
  }

  private void record(ColumnType type, IndexedRecord record, int skipped) throws IOException {
    for (int column = 0; column < type.members().size(); column++) {
      if (column != skipped) {
        encode(type.members().get(column), record.get(column));
      }
    }
  }

  private void list(ColumnType element, List<?> values) throws IOException {
    encoder.writeArrayStart();
    encoder.setItemCount(values.size());
    for (Object value : values) {
      encoder.startItem();
      encode(element, value);
    }
    encoder.writeArrayEnd();
  }

  public String hex() throws IOException {
    encoder.flush();
    return HexFormat.of().formatHex(digest.digest());
  }
}
