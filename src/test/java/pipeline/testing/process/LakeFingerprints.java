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
 * What two lakes have to have in common to be the same: the bytes of clean and analytics, and every
 * row of raw, which is read to its end. Only when raw was observed may differ, and with how many
 * requests, for a run that goes on where another was killed needs fewer: so the bytes of raw and of
 * analytics/partitions may, which tell it.
 */
public final class LakeFingerprints {
  private static final Set<String> RUN_COLUMNS = Set.of("observed_at", "requests");

  private LakeFingerprints() {}

  /** By key, of every object in a layer; also of one that should not be there. */
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

  /** Keys that are not the same in both. */
  public static List<String> differences(
      SortedMap<String, String> first, SortedMap<String, String> second) {
    Set<String> keys = new TreeSet<>(first.keySet());
    keys.addAll(second.keySet());
    return keys.stream().filter(key -> !Objects.equals(first.get(key), second.get(key))).toList();
  }

  /** Of one object. */
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

  /** The hash of the content as the footer names it, and of the rows as they are read. */
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
