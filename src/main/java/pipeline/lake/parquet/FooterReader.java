package pipeline.lake.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.Util;

/**
 * A reader of the key-value metadata of a Parquet file. Such a file ends with the metadata, the
 * length of the metadata and {@code PAR1}. The reader does not load the Parquet classes that read
 * rows.
 */
final class FooterReader {
  private static final String MAGIC = "PAR1";
  private static final int TRAILER_SIZE = Integer.BYTES + MAGIC.length();

  private FooterReader() {}

  /**
   * Returns the key-value metadata of a file.
   *
   * @throws IOException if the file is not a complete Parquet file
   */
  static Map<String, String> readMetadata(ObjectInputFile input) throws IOException {
    long length = input.getLength();
    if (length < MAGIC.length() + TRAILER_SIZE) {
      throw new IOException("too short");
    }
    byte[] trailer = input.read(length - TRAILER_SIZE, TRAILER_SIZE);
    if (!new String(trailer, Integer.BYTES, MAGIC.length(), StandardCharsets.US_ASCII)
        .equals(MAGIC)) {
      throw new IOException("it does not end with " + MAGIC);
    }
    int size = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN).getInt();
    long start = length - TRAILER_SIZE - size;
    if (size < 0 || start < MAGIC.length()) {
      throw new IOException("invalid length of its metadata: " + size);
    }
    return keyValues(
        Util.readFileMetaData(new ByteArrayInputStream(input.read(start, size)), true));
  }

  private static Map<String, String> keyValues(FileMetaData metadata) {
    List<KeyValue> entries = metadata.getKey_value_metadata();
    Map<String, String> byKey = new HashMap<>();
    if (entries != null) {
      entries.forEach(entry -> byKey.put(entry.getKey(), entry.getValue()));
    }
    return byKey;
  }
}
