package pipeline.lake;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * SHA-256 over rows as Avro binary, without the column observed_at: the same rows, whenever they
 * were seen.
 */
final class RowHash {
  private final MessageDigest digest;
  private final BinaryEncoder encoder;
  private final GenericDatumWriter<IndexedRecord> writer;
  private final Schema schema;
  private final int left;

  RowHash(Schema full) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
    encoder =
        EncoderFactory.get()
            .binaryEncoder(new DigestOutputStream(OutputStream.nullOutputStream(), digest), null);
    Schema.Field observedAt = full.getField("observed_at");
    left = observedAt == null ? Integer.MAX_VALUE : observedAt.pos();
    schema = observedAt == null ? full : SomeColumns.of(full, field -> field.pos() != left);
    writer = new GenericDatumWriter<>(schema);
  }

  void add(IndexedRecord row) throws IOException {
    writer.write(left == Integer.MAX_VALUE ? row : new Unobserved(row, schema, left), encoder);
  }

  String hex() throws IOException {
    encoder.flush();
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A row as if the left column were not there. */
  private record Unobserved(IndexedRecord row, Schema getSchema, int left)
      implements IndexedRecord {
    @Override
    public Object get(int column) {
      return row.get(column < left ? column : column + 1);
    }

    @Override
    public void put(int column, Object value) {
      throw new UnsupportedOperationException("rows are immutable");
    }
  }
}
