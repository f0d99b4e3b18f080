package pipeline.tables.stage;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;
import pipeline.lake.PartitionVersion;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;

/**
 * The footers of a date's partitions, recorded by the stage load in the footer of
 * analytics/partitions. Each recorded footer has the ETag and the size of its object. If a listed
 * object still has this ETag and this size, its footer need not be read.
 */
public final class RecordedFooters {
  private static final String TAG = "etag";
  private static final String SIZE = "size";
  private static final String ENTRIES = "entries";

  private final ObjectStore store;
  private final Map<String, RecordedFooter> footers;

  private record RecordedFooter(String tag, long size, PartitionMetadata footer) {}

  private RecordedFooters(ObjectStore store, Map<String, RecordedFooter> footers) {
    this.store = store;
    this.footers = footers;
  }

  /**
   * Puts the footers of other partitions into the footer of analytics/partitions. Omits versions
   * without a comparable ETag. Adds no entry if no version has such an ETag.
   */
  static void putMetadata(
      PartitionWriter<?> partitions, ObjectStore store, List<PartitionVersion> versions) {
    Map<String, Object> tables = new LinkedHashMap<>();
    for (PartitionVersion version : versions) {
      Optional<String> table = version.footer().find(PartitionMetadata.TABLE);
      Optional<String> tag = store.comparableTag(version.object());
      if (table.isPresent() && tag.isPresent()) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(TAG, tag.get());
        members.put(SIZE, version.object().size());
        members.put(ENTRIES, version.footer().entries());
        tables.put(table.get(), members);
      }
    }
    if (!tables.isEmpty()) {
      partitions.putMetadata(PartitionMetadata.FOOTERS, Json.formatObject(tables));
    }
  }

  /**
   * Returns the footers that are recorded in the footer of analytics/partitions. Returns no footers
   * if the entry is damaged, or if an older version of this program wrote the partition.
   */
  public static RecordedFooters from(ObjectStore store, PartitionMetadata partitions) {
    Map<String, RecordedFooter> footers = new HashMap<>();
    // Most texts occur in several footers. Sharing equal texts saves two thirds of the memory.
    Map<String, String> texts = new HashMap<>();
    try {
      partitions
          .find(PartitionMetadata.FOOTERS)
          .ifPresent(
              text ->
                  Json.parseObject(text)
                      .forEach((table, members) -> footers.put(table, parse(members, texts))));
    } catch (IllegalArgumentException damaged) {
      footers.clear();
    }
    return new RecordedFooters(store, footers);
  }

  private static RecordedFooter parse(@Nullable Object value, Map<String, String> texts) {
    if (value instanceof Map<?, ?> members
        && members.get(TAG) instanceof String tag
        && members.get(SIZE) instanceof BigDecimal size
        && members.get(ENTRIES) instanceof Map<?, ?> footer) {
      SortedMap<String, String> entries = new TreeMap<>();
      footer.forEach((name, text) -> entries.put(share(name, texts), share(text, texts)));
      return new RecordedFooter(tag, size.longValue(), new PartitionMetadata(entries));
    }
    throw new IllegalArgumentException("no recorded footer: " + value);
  }

  private static String share(@Nullable Object value, Map<String, String> texts) {
    String text = String.valueOf(value);
    return texts.computeIfAbsent(text, same -> same);
  }

  /**
   * Returns the footer of a listed object; empty if no footer is recorded for this version of the
   * object.
   */
  public Optional<PartitionMetadata> find(Table<?> table, ObjectInfo object) {
    return Optional.ofNullable(footers.get(table.qualifiedName()))
        .filter(recorded -> recorded.size() == object.size())
        .filter(recorded -> store.comparableTag(object).equals(Optional.of(recorded.tag())))
        .map(RecordedFooter::footer)
        .filter(footer -> isReadable(table, footer));
  }

  /** Returns the content hashes of the recorded partitions, by table name. */
  public Map<String, String> contentHashes() {
    Map<String, String> hashes = new HashMap<>();
    footers.forEach((table, recorded) -> hashes.put(table, recorded.footer().contentHash()));
    return hashes;
  }

  /**
   * Returns whether a recorded footer passes the checks that apply when the footer is read from its
   * object.
   */
  private static boolean isReadable(Table<?> table, PartitionMetadata footer) {
    try {
      return footer.find(PartitionMetadata.TABLE).equals(Optional.of(table.qualifiedName()))
          && footer.schemaVersion() <= table.version()
          && footer.rows() >= 0;
    } catch (NumberFormatException damaged) {
      return false;
    }
  }
}
