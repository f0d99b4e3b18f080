package pipeline.lake.parquet;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a partition says of itself: the {@code pipeline.*} entries of its Parquet footer, without
 * that prefix.
 *
 * @param entries by name; the names below, and what the writing stage adds
 */
public record PartitionMetadata(SortedMap<String, String> entries) {
  public static final String TABLE = "table";
  public static final String SCHEMA_VERSION = "schema_version";
  public static final String CODE_VERSION = "code_version";
  public static final String STAGE = "stage";
  public static final String ROWS = "rows";
  public static final String CONTENT_HASH = "content_hash";
  public static final String RUN_ID = "run_id";
  public static final String OBSERVED_AT = "observed_at";

  /** What a stage's tables follow from, as one value, where it had nothing to tell of them. */
  public static final String ORIGIN = "origin";

  private static final String PREFIX = "pipeline.";
  private static final String INPUT = "input.";
  private static final Set<String> VOLATILE_KEYS =
      Set.of(RUN_ID, OBSERVED_AT, CODE_VERSION, ORIGIN);

  /** Of the key-value metadata of a Parquet file, ours or another's. */
  static PartitionMetadata from(Map<String, String> metadata) {
    SortedMap<String, String> entries = new TreeMap<>();
    metadata.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            entries.put(name.substring(PREFIX.length()), value);
          }
        });
    return new PartitionMetadata(entries);
  }

  /** As key-value metadata of a Parquet file. */
  public Map<String, String> metadata() {
    SortedMap<String, String> metadata = new TreeMap<>();
    entries.forEach((name, value) -> metadata.put(PREFIX + name, value));
    return metadata;
  }

  /**
   * The entry's name for an input that a partition was made from; its value is the input's content
   * hash.
   */
  public static String inputEntryName(String key) {
    return INPUT + key;
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** SHA-256 over the rows, hexadecimal. */
  public String contentHash() {
    return entries.getOrDefault(CONTENT_HASH, "");
  }

  public long rows() {
    return Long.parseLong(entries.getOrDefault(ROWS, "0"));
  }

  /** The version of the schema that the rows were written in; 0 where it is not ours. */
  public int schemaVersion() {
    return Integer.parseInt(entries.getOrDefault(SCHEMA_VERSION, "0"));
  }

  /** The content hash of the input with this key when this partition was made from it. */
  public Optional<String> inputHash(String key) {
    return find(inputEntryName(key));
  }

  /** Says the same of the same rows: only who wrote it, when, and by which version may differ. */
  public boolean hasSameContent(PartitionMetadata other) {
    return contentEntries().equals(other.contentEntries());
  }

  /** What it says beside the circumstances. */
  public SortedMap<String, String> contentEntries() {
    SortedMap<String, String> content = new TreeMap<>(entries);
    content.keySet().removeAll(VOLATILE_KEYS);
    return content;
  }
}
