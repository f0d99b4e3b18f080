package pipeline.tables.stage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.lake.Partition;
import pipeline.lake.PartitionVersion;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.Sha256;
import pipeline.lake.store.TextObject;

/**
 * A hash over the code, the inputs and the tables of one run of a stage. If a later run has the
 * same hash, it would publish the same tables, so it publishes nothing.
 *
 * <p>A run without warnings writes the hash into the footer of the last table that it publishes. If
 * that table is left unchanged, or if there are warnings, the run writes the hash and the warnings
 * to {@code state/} instead. The run never rewrites a table only to store a hash.
 */
public final class BuildFingerprint {
  /**
   * The footer entries that the fingerprint ignores in inputs. In the tables that are built, only
   * the column {@code observed_at} can depend on these entries. The content hash also ignores this
   * column.
   */
  private static final Set<String> IGNORED_ENTRIES =
      Set.of(PartitionMetadata.RUN_ID, PartitionMetadata.OBSERVED_AT, PartitionMetadata.ORIGIN);

  /** The folder of the build records. The folder has a subfolder for each date. */
  public static final String RECORDS = "state/origin/";

  private static final Logger LOG = LoggerFactory.getLogger("pipeline");

  private final StageRun run;
  private final String rules;
  private final TextObject record;
  private final List<String> parts = new ArrayList<>();

  private BuildFingerprint(StageRun run, Stage stage, String rules) {
    this.run = run;
    this.rules = rules;
    this.record =
        new TextObject(
            run.lake().store(), RECORDS + "ds=" + run.ds() + "/" + stage.command() + ".json");
    parts.addAll(List.of(run.codeHash(), run.codeVersion(), stage.command()));
  }

  /**
   * Returns the fingerprint of a stage whose output depends only on the rows of its inputs.
   *
   * @param rules the configuration that decides which findings are warnings and which fail the
   *     stage
   */
  public static BuildFingerprint fromRows(
      StageRun run, Stage stage, List<Partition<?>> inputs, String rules) {
    BuildFingerprint fingerprint = new BuildFingerprint(run, stage, rules);
    for (Partition<?> input : inputs) {
      fingerprint.parts.addAll(List.of(input.key(), input.footer().contentHash()));
    }
    return fingerprint;
  }

  /** Returns the fingerprint of a stage whose output also depends on the footers of its inputs. */
  public static BuildFingerprint fromRowsAndFooters(
      StageRun run, Stage stage, List<Partition<?>> inputs) {
    BuildFingerprint fingerprint = new BuildFingerprint(run, stage, "");
    for (Partition<?> input : inputs) {
      Map<String, String> entries = new TreeMap<>(input.footer().entries());
      entries.keySet().removeAll(IGNORED_ENTRIES);
      fingerprint.parts.add(input.key());
      add(fingerprint.parts, entries);
    }
    return fingerprint;
  }

  /**
   * Returns the output of an earlier run if all tables are published and have this fingerprint;
   * otherwise an empty result.
   */
  public Optional<StageOutput> findPublishedRows(
      PublishedFooters published, CaptureMetadata capture) {
    return published
        .find()
        .flatMap(
            versions ->
                warnings(versions.stream().map(PartitionVersion::footer).toList())
                    .map(
                        warnings ->
                            new StageOutput(
                                false,
                                addUnchanged(published.tables(), versions),
                                capture,
                                warnings)));
  }

  /** Adds the published versions to the lineage, and returns the number of rows by table name. */
  private Map<String, Long> addUnchanged(List<Table<?>> tables, List<PartitionVersion> versions) {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (int i = 0; i < tables.size(); i++) {
      run.lineage().addOutput(run, tables.get(i), versions.get(i), false);
      rows.put(tables.get(i).qualifiedName(), versions.get(i).footer().rows());
    }
    return rows;
  }

  private Optional<List<String>> warnings(List<PartitionMetadata> footers) {
    int last = footers.size() - 1;
    String withoutWarnings = hash(parts, footers.subList(0, last));
    if (footers.get(last).find(PartitionMetadata.ORIGIN).equals(Optional.of(withoutWarnings))) {
      return Optional.of(List.of());
    }
    String origin = hash(withRules(), footers);
    try {
      return record
          .find()
          .flatMap(BuildRecord::parse)
          .filter(found -> found.origin().equals(origin))
          .map(BuildRecord::warnings);
    } catch (LakeException unreadable) {
      return Optional.empty(); // The stage builds its tables again if the record is unreadable.
    }
  }

  /**
   * Puts the fingerprint into the footer of the last staging file. Finishes the other staging files
   * first, because the fingerprint includes their footers.
   */
  void putMetadata(List<PartitionWriter<?>> writers) {
    if (!run.codeHash().isEmpty()) {
      int last = writers.size() - 1;
      writers
          .get(last)
          .putMetadata(PartitionMetadata.ORIGIN, hash(parts, finish(writers.subList(0, last))));
    }
  }

  /**
   * Writes the hash and the warnings to {@code state/}. Must be called after the tables of the
   * writers have been published. Writes nothing if there are no warnings and the published footer
   * of the last table has the hash. If writing fails, a warning is logged.
   *
   * @param warnings the warnings of this run
   */
  void record(List<PartitionWriter<?>> writers, List<String> warnings) {
    if (run.codeHash().isEmpty()
        || (warnings.isEmpty() && hasPublishedOrigin(writers.get(writers.size() - 1)))) {
      return;
    }
    try {
      record.write(new BuildRecord(hash(withRules(), finish(writers)), warnings).json());
    } catch (LakeException unwritten) {
      LOG.warn(
          "The build record was not written, so the next run will build the published tables again"
              + " even if nothing has changed: {}",
          unwritten.getMessage());
    }
  }

  private static boolean hasPublishedOrigin(PartitionWriter<?> last) {
    PartitionMetadata published = last.findUnchanged().orElseGet(last::finish);
    return published
        .find(PartitionMetadata.ORIGIN)
        .equals(last.finish().find(PartitionMetadata.ORIGIN));
  }

  private static List<PartitionMetadata> finish(List<PartitionWriter<?>> writers) {
    return writers.stream().map(PartitionWriter::finish).toList();
  }

  private List<String> withRules() {
    List<String> all = new ArrayList<>(parts);
    all.add(rules);
    return all;
  }

  private static void add(List<String> parts, Map<String, String> entries) {
    parts.add(Integer.toString(entries.size()));
    entries.forEach(
        (name, value) -> {
          parts.add(name);
          parts.add(value);
        });
  }

  private static String hash(List<String> parts, List<PartitionMetadata> footers) {
    List<String> all = new ArrayList<>(parts);
    footers.forEach(footer -> add(all, footer.contentEntries()));
    MessageDigest digest = Sha256.createDigest();
    for (String part : all) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
