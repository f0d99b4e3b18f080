package pipeline.tables.stage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Partition;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.Sha256;

/**
 * A hash of the album ids of a partition. Equal hashes show that two listings have the same albums.
 */
public final class AlbumIdHash {
  private AlbumIdHash() {}

  /** Returns the hexadecimal SHA-256 of the album ids in the order of the rows. */
  public static String hash(Partition<?> partition) {
    MessageDigest digest = Sha256.createDigest();
    try (RowIterator<IndexedRecord> rows = partition.openRows(Set.of("album_id"))) {
      for (IndexedRecord row = rows.next(); row != null; row = rows.next()) {
        digest.update(row.get(0).toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
