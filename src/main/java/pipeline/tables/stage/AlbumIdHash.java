package pipeline.tables.stage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Partition;
import pipeline.lake.parquet.RowIterator;

/** Which albums a partition holds, as one value to compare. */
public final class AlbumIdHash {
  private AlbumIdHash() {}

  /**
   * SHA-256 over the album ids in the order of the rows, hexadecimal. No other column is read.
   *
   * @param partition of a table with a row for each album
   */
  public static String hash(Partition<?> partition) {
    MessageDigest digest = sha256();
    try (RowIterator<IndexedRecord> rows = partition.openRows(Set.of("album_id"))) {
      for (IndexedRecord row = rows.next(); row != null; row = rows.next()) {
        digest.update(row.get(0).toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
