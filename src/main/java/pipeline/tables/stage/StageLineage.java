package pipeline.tables.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import pipeline.lake.Partition;
import pipeline.lake.PartitionVersion;
import pipeline.lake.Table;

/**
 * The partitions that one run of a stage has read and published so far, for the result line.
 * Several threads may add partitions at the same time. If the run reads or publishes a table again,
 * the later version replaces the earlier one.
 */
public final class StageLineage {
  /**
   * The outcome of one audit of an input.
   *
   * @param rule the rule, as a sentence
   * @param isWarning true if violations only cause a warning; false if they prevent publishing
   * @param violations the number of rows that violate the rule
   */
  public record RuleResult(String rule, boolean isWarning, long violations) {
    private Map<String, Object> members() {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("rule", rule);
      members.put("level", isWarning ? "warning" : "error");
      members.put("violations", violations);
      return members;
    }
  }

  private final Map<String, Map<String, Object>> inputs = new TreeMap<>();
  private final Map<String, Map<String, Object>> outputs = new TreeMap<>();
  private final Map<String, Long> writtenBytes = new TreeMap<>();

  synchronized void addInput(StageRun run, Partition<?> input) {
    inputs.put(input.table().qualifiedName(), members(run, input.table(), input.version()));
  }

  /**
   * Adds the results of audits to inputs. The inputs must have been added before.
   *
   * @param results a function that returns the results of all rules of a table
   */
  public synchronized void addAudits(
      List<Partition<?>> audited, Function<Table<?>, List<RuleResult>> results) {
    for (Partition<?> input : audited) {
      Table<?> table = input.table();
      Objects.requireNonNull(inputs.get(table.qualifiedName()))
          .put("audits", results.apply(table).stream().map(RuleResult::members).toList());
    }
  }

  /**
   * Adds a partition that the run has published or left unchanged.
   *
   * @param changed whether the run has published the partition
   */
  synchronized void addOutput(
      StageRun run, Table<?> table, PartitionVersion version, boolean changed) {
    Map<String, Object> members = members(run, table, version);
    members.put("changed", changed);
    outputs.put(table.qualifiedName(), members);
    if (changed) {
      writtenBytes.merge(table.qualifiedName(), version.object().size(), Long::sum);
    }
  }

  private static Map<String, Object> members(
      StageRun run, Table<?> table, PartitionVersion version) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("table", table.qualifiedName());
    members.put("date", run.ds().toString());
    members.put("uri", run.lake().uri(version.object().key()));
    members.put("rows", version.footer().rows());
    members.put("bytes", version.object().size());
    members.put("content_hash", version.footer().contentHash());
    return members;
  }

  /**
   * Returns the partitions that the run has read, sorted by table. Each partition is a map with the
   * members of its JSON object.
   */
  public synchronized List<Map<String, Object>> inputs() {
    return List.copyOf(inputs.values());
  }

  /**
   * Returns the partitions that the run has published or left unchanged, sorted by table. Each
   * partition is a map with the members of its JSON object.
   */
  public synchronized List<Map<String, Object>> outputs() {
    return List.copyOf(outputs.values());
  }

  /** Returns the size of the partitions that the run has published so far, by table name. */
  public synchronized Map<String, Long> writtenBytes() {
    return new TreeMap<>(writtenBytes);
  }
}
