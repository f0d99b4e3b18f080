package pipeline.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;
import pipeline.output.Quantity;
import pipeline.status.RepairStep;
import pipeline.status.StatusJson;
import pipeline.tables.stage.DateRanges.DateRange;

/**
 * The result of a verification.
 *
 * @param lake URI of the lake
 * @param dates the number of verified dates
 * @param partitions the number of verified partitions
 * @param rows the number of rows of the intact partitions, by table name
 * @param repairSteps the commands that repair the dates with findings
 * @param warnings texts about dates that are incomplete, but not wrong
 */
public record VerifyResult(
    String lake,
    DateRange span,
    DateSample sample,
    int dates,
    int partitions,
    SortedMap<String, Long> rows,
    List<Finding> findings,
    List<RepairStep> repairSteps,
    List<String> warnings) {
  public VerifyResult {
    findings = List.copyOf(findings);
    repairSteps = List.copyOf(repairSteps);
    warnings = List.copyOf(warnings);
  }

  /** Returns one line per finding, the commands that repair the dates, and a summary. */
  public String formatText() {
    StringBuilder text = new StringBuilder();
    findings.forEach(finding -> text.append(finding.format()).append('\n'));
    repairSteps.stream()
        .filter(step -> !step.commands().isEmpty())
        .forEach(step -> text.append('\n').append(step.format()));
    if (!text.isEmpty()) {
      text.append('\n');
    }
    return text.append(
            "%s, %s: %s, %s, %s. %s\n"
                .formatted(
                    lake,
                    span,
                    Quantity.format(dates, "date"),
                    Quantity.format(partitions, "partition"),
                    Quantity.format(rowCount(), "row"),
                    summary()))
        .toString();
  }

  private long rowCount() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  private String summary() {
    return switch (findings.size()) {
      case 0 -> "No problem was found.";
      case 1 -> "1 problem was found.";
      default -> findings.size() + " problems were found.";
    };
  }

  /** Returns the result as one JSON object on one line. */
  public String formatJson() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("lake", lake);
    all.put("from", span.first());
    all.put("to", span.last());
    all.put("sample", sample.percentage());
    all.put("sample_seed", sample.seed());
    all.put("dates", dates);
    all.put("partitions", partitions);
    all.put("rows", rows);
    all.put("findings", findings.stream().map(Finding::toMap).toList());
    all.put("to_do", repairSteps.stream().map(StatusJson::toDo).toList());
    all.put("warnings", warnings);
    return Json.formatObject(all);
  }
}
