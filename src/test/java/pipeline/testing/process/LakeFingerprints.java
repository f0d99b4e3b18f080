package pipeline.testing.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Lake;
import pipeline.lake.Partition;
import pipeline.lake.Table;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;

/**
 * The properties that are the same in two equal lakes: the bytes of clean and analytics tables, and
 * the rows of raw tables. The observation times and request counts of raw tables may differ,
 * because a resumed run sends fewer requests. Raw tables and analytics/partitions record both, so
 * their bytes may differ too.
 */
public final class LakeFingerprints {
  private static final Set<String> RUN_COLUMNS = Set.of("observed_at", "requests");

  private LakeFingerprints() {}

  /**
   * Returns the fingerprint of each object in the layers, by key. Unexpected objects are included.
   */
  public static SortedMap<String, String> from(ObjectStore store, LocalDate ds) {
    SortedMap<String, String> fingerprints = new TreeMap<>();
    Lake lake = new Lake(store);
    for (String layer : LakeFolder.LAYERS) {
      for (ObjectInfo object : store.list(layer + "/")) {
        fingerprints.put(object.key(), fingerprint(lake, object, ds));
      }
    }
    return fingerprints;
  }

  /** Returns the keys that only one of the two has, or whose fingerprints differ. */
  public static List<String> differences(
      SortedMap<String, String> first, SortedMap<String, String> second) {
    Set<String> keys = new TreeSet<>(first.keySet());
    keys.addAll(second.keySet());
    return keys.stream().filter(key -> !Objects.equals(first.get(key), second.get(key))).toList();
  }

  /** Returns the fingerprint of one object. */
  public static String fingerprint(Lake lake, ObjectInfo object, LocalDate ds) {
    Optional<Table<?>> observed =
        Tables.all().stream()
            .filter(table -> table.key(ds).equals(object.key()))
            .filter(table -> Tables.RAW.contains(table) || table.equals(PartitionEntry.TABLE))
            .findFirst();
    return observed.isPresent()
        ? rows(lake, observed.get(), ds)
        : HexFormat.of().formatHex(sha256().digest(LakeSnapshot.read(lake.store(), object)));
  }

  /** Returns the content hash of the footer and the hash of the rows that were read. */
  private static <R extends IndexedRecord> String rows(Lake lake, Table<R> table, LocalDate ds) {
    Partition<R> partition = lake.find(table, ds).orElseThrow();
    List<Schema.Field> columns =
        table.schema().getFields().stream()
            .filter(column -> !RUN_COLUMNS.contains(column.name()))
            .toList();
    MessageDigest hash = sha256();
    int count = 0;
    try (RowIterator<R> rows = partition.openRows()) {
      for (R row = rows.next(); row != null; row = rows.next()) {
        R one = row;
        List<String> values =
            columns.stream().map(column -> String.valueOf(one.get(column.pos()))).toList();
        hash.update(values.toString().getBytes(UTF_8));
        count++;
      }
    }
    String read = count + " rows " + HexFormat.of().formatHex(hash.digest());
    return table.equals(PartitionEntry.TABLE)
        ? read
        : partition.footer().contentHash() + " " + read;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
