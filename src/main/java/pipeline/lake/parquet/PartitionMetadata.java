package pipeline.lake.parquet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The project's entries in the Parquet footer of a partition. In the file, their names begin with
 * {@code pipeline.}; in this record, they do not.
 *
 * @param entries the values by name; the names are the constants below and those that a stage adds
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

  /**
   * The build fingerprint: a hash over the code, the inputs and the tables of a stage. Only a run
   * without warnings writes this entry.
   */
  public static final String ORIGIN = "origin";

  /**
   * The footers of the other tables of a date. Only the partitions of {@code analytics/partitions}
   * have this entry.
   */
  public static final String FOOTERS = "footers";

  private static final String PREFIX = "pipeline.";
  private static final String INPUT = "input.";
  private static final Set<String> VOLATILE_KEYS =
      Set.of(RUN_ID, OBSERVED_AT, CODE_VERSION, ORIGIN, FOOTERS);

  /** Returns a copy without the entry of the given name. */
  public PartitionMetadata without(String name) {
    SortedMap<String, String> others = new TreeMap<>(entries);
    others.remove(name);
    return new PartitionMetadata(others);
  }

  /**
   * Selects the project's entries from the key-value metadata of a Parquet file. A file of another
   * program has none.
   */
  public static PartitionMetadata from(Map<String, String> metadata) {
    SortedMap<String, String> entries = new TreeMap<>();
    metadata.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            entries.put(name.substring(PREFIX.length()), value);
          }
        });
    return new PartitionMetadata(entries);
  }

  /** Returns the entries as key-value metadata of a Parquet file. */
  public Map<String, String> metadata() {
    SortedMap<String, String> metadata = new TreeMap<>();
    entries.forEach((name, value) -> metadata.put(PREFIX + name, value));
    return metadata;
  }

  /**
   * Returns the name of the entry that has the content hash of an input.
   *
   * @param key the key of the input's object
   */
  public static String inputEntryName(String key) {
    return INPUT + key;
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /**
   * Returns the SHA-256 hash of the rows, in hexadecimal; an empty string if the footer has none.
   */
  public String contentHash() {
    return entries.getOrDefault(CONTENT_HASH, "");
  }

  public long rows() {
    return Long.parseLong(entries.getOrDefault(ROWS, "0"));
  }

  /**
   * Returns the version of the schema with which the rows were written; 0 if another program wrote
   * the file.
   */
  public int schemaVersion() {
    return Integer.parseInt(entries.getOrDefault(SCHEMA_VERSION, "0"));
  }

  /** Returns the content hash that the input with this key had when the partition was built. */
  public Optional<String> inputHash(String key) {
    return find(inputEntryName(key));
  }

  /** Returns the keys of the inputs that the partition was built from, in alphabetical order. */
  public List<String> inputKeys() {
    return entries.keySet().stream()
        .filter(name -> name.startsWith(INPUT))
        .map(name -> name.substring(INPUT.length()))
        .toList();
  }

  /**
   * Returns whether both footers have the same {@link #contentEntries}, which include the content
   * hash of the rows.
   */
  public boolean hasSameContent(PartitionMetadata other) {
    return contentEntries().equals(other.contentEntries());
  }

  /**
   * Returns the entries that describe the content. These are all entries except the run ID, the
   * observation time, the code version, the build fingerprint and the footers of other tables.
   */
  public SortedMap<String, String> contentEntries() {
    SortedMap<String, String> content = new TreeMap<>(entries);
    content.keySet().removeAll(VOLATILE_KEYS);
    return content;
  }
}
