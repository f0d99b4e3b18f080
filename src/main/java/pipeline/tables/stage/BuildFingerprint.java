package pipeline.tables.stage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.TextObject;

/**
 * All that a stage's tables follow from, and the tables themselves, as one value: this very code,
 * what went in, what came out. A later run that finds the same value would make the same again, and
 * need not.
 *
 * <p>A run without warnings writes the value into the footer of the last table that it publishes.
 * If that table is left unchanged, or if there are warnings, the value lies in {@code state/}
 * instead, with the warnings: no table is rewritten for it.
 */
public final class BuildFingerprint {
  /** Who took raw rows and when: nothing that is made from them depends on it. */
  private static final Set<String> IGNORED_ENTRIES =
      Set.of(PartitionMetadata.RUN_ID, PartitionMetadata.OBSERVED_AT, PartitionMetadata.ORIGIN);

  private static final Logger LOG = LoggerFactory.getLogger("pipeline");

  private final StageRun run;
  private final List<String> parts;
  private final String rules;
  private final Stage stage;
  private final TextObject record;

  private BuildFingerprint(StageRun run, Stage stage, List<String> parts, String rules) {
    this.run = run;
    this.parts = List.copyOf(parts);
    this.rules = rules;
    this.record = new TextObject(run.lake().store(), StateKeys.origin(stage, run.ds()));
    this.stage = stage;
  }

  /** Of a stage that looks at rows alone. */
  public static BuildFingerprint fromRows(StageRun run, Stage stage, List<Partition<?>> inputs) {
    List<String> parts = initialParts(run, stage);
    for (Partition<?> input : inputs) {
      parts.add(input.key());
      parts.add(input.footer().contentHash());
    }
    return new BuildFingerprint(run, stage, parts, "");
  }

  /** Of a stage that looks at rows and at what footers say. */
  public static BuildFingerprint fromRowsAndFooters(
      StageRun run, Stage stage, List<Partition<?>> inputs) {
    List<String> parts = initialParts(run, stage);
    for (Partition<?> input : inputs) {
      Map<String, String> entries = new TreeMap<>(input.footer().entries());
      entries.keySet().removeAll(IGNORED_ENTRIES);
      parts.add(input.key());
      add(parts, entries);
    }
    return new BuildFingerprint(run, stage, parts, "");
  }

  /** Returns this origin of a stage whose rules decide which warnings it gives. */
  public BuildFingerprint withRules(String other) {
    return new BuildFingerprint(run, stage, parts, other);
  }

  private static List<String> initialParts(StageRun run, Stage stage) {
    return new ArrayList<>(List.of(run.codeHash(), run.codeVersion(), stage.command()));
  }

  /**
   * Returns the output of an earlier run if all of these tables are published and come from here;
   * otherwise it is empty.
   *
   * @param tables in the order in which the stage publishes them
   */
  public Optional<StageOutput> findPublishedRows(List<Table<?>> tables, CaptureMetadata capture) {
    if (run.codeHash().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Long> rows = new LinkedHashMap<>();
    List<PartitionMetadata> footers = new ArrayList<>();
    for (Table<?> table : tables) {
      Optional<PartitionMetadata> footer = run.lake().findPublishedFooter(table, run.ds());
      if (footer.isEmpty()) {
        return Optional.empty();
      }
      footers.add(footer.get());
      rows.put(table.qualifiedName(), footer.get().rows());
    }
    return warnings(footers).map(warnings -> new StageOutput(false, rows, capture, warnings));
  }

  private Optional<List<String>> warnings(List<PartitionMetadata> footers) {
    int last = footers.size() - 1;
    String withoutWarnings = hash(parts, footers.subList(0, last));
    return footers.get(last).find(PartitionMetadata.ORIGIN).equals(Optional.of(withoutWarnings))
        ? Optional.of(List.of())
        : recorded(footers);
  }

  private Optional<List<String>> recorded(List<PartitionMetadata> footers) {
    String origin = hash(withRules(), footers);
    try {
      return record
          .find()
          .flatMap(BuildRecord::parse)
          .filter(found -> found.origin().equals(origin))
          .map(BuildRecord::warnings);
    } catch (LakeException unreadable) {
      return Optional.empty(); // It would have saved work, no more.
    }
  }

  /** Notes it in the last of these drafts, and closes those before. */
  void putMetadata(List<PartitionWriter<?>> drafts) {
    if (!run.codeHash().isEmpty()) {
      int last = drafts.size() - 1;
      drafts
          .get(last)
          .putMetadata(PartitionMetadata.ORIGIN, hash(parts, sealed(drafts.subList(0, last))));
    }
  }

  /**
   * Records it after these drafts were published, unless a footer says it already.
   *
   * @param warnings of this run
   */
  void record(List<PartitionWriter<?>> drafts, List<String> warnings) {
    if (run.codeHash().isEmpty()
        || (warnings.isEmpty() && isNoted(drafts.get(drafts.size() - 1)))) {
      return;
    }
    try {
      record.write(new BuildRecord(hash(withRules(), sealed(drafts)), warnings).json());
    } catch (LakeException unwritten) {
      LOG.warn(
          "The tables are published, but the next run will make them again: {}",
          unwritten.getMessage());
    }
  }

  /** A table that was left unchanged has the footer of then. */
  private static boolean isNoted(PartitionWriter<?> last) {
    PartitionMetadata published = last.findUnchanged().orElseGet(last::finish);
    return published
        .find(PartitionMetadata.ORIGIN)
        .equals(last.finish().find(PartitionMetadata.ORIGIN));
  }

  private static List<PartitionMetadata> sealed(List<PartitionWriter<?>> drafts) {
    List<PartitionMetadata> footers = new ArrayList<>();
    drafts.forEach(draft -> footers.add(draft.finish()));
    return footers;
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
    MessageDigest digest = sha256();
    for (String part : all) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
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
