package pipeline.status;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.spotify.quota.FamilyUsage;
import pipeline.tables.stage.CaptureMetadata;

/** Formats a status as one JSON object on one line. */
public final class StatusJson {
  private StatusJson() {}

  public static String format(LakeStatus status) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("lake", status.lake());
    all.put("kind", status.dataMode());
    all.put("from", status.span().first());
    all.put("to", status.span().last());
    all.put("at", status.checkedAt());
    all.put("dates", status.dates().stream().map(date -> date(date, status.checkedAt())).toList());
    all.put("to_do", status.repairSteps().stream().map(StatusJson::toDo).toList());
    all.put(
        "work",
        WorkSummary.summarize(status.workFiles(), status.checkedAt()).stream()
            .map(work -> workSummary(work, status.checkedAt()))
            .toList());
    all.put("calls", status.calls().stream().map(StatusJson::calls).toList());
    return Json.formatObject(all);
  }

  private static Map<String, @Nullable Object> calls(FamilyUsage usage) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("family", usage.family().label());
    fields.put("used", usage.used());
    fields.put("limit", usage.limit());
    fields.put("frees_at", usage.freesAt());
    return fields;
  }

  private static Map<String, @Nullable Object> date(DateStatus date, Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("date", date.ds());
    fields.put("complete", date.isComplete());
    date.iceberg().ifPresent(state -> fields.put("iceberg", state.label()));
    fields.put("tables", date.tables().stream().map(table -> table(table, now)).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> table(TableStatus table, Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("table", table.table().qualifiedName());
    fields.put("state", table.state().label());
    fields.put("why", table.problem());
    fields.put("rows", table.footer().map(PartitionMetadata::rows).orElse(null));
    fields.put("bytes", table.partition() == null ? null : table.bytes());
    fields.put("modified_at", table.modifiedAt().orElse(null));
    fields.put(
        "age_seconds", table.modifiedAt().map(modifiedAt -> seconds(modifiedAt, now)).orElse(null));
    if (table.iceberg() != null) {
      fields.put("iceberg", table.iceberg().label());
    }
    CaptureMetadata capture = table.capture().orElse(null);
    if (capture != null) {
      fields.put("source", capture.source());
      fields.put("observed_at", capture.observedAt());
      fields.put("late", capture.late());
      fields.put("partial", capture.partial());
      fields.put("truncated", capture.truncated());
    }
    table
        .footer()
        .ifPresent(
            footer -> {
              fields.put("schema_version", footer.schemaVersion());
              fields.put("code_version", footer.find(PartitionMetadata.CODE_VERSION).orElse(null));
              fields.put("content_hash", footer.contentHash());
            });
    return fields;
  }

  private static long seconds(Instant instant, Instant now) {
    return Math.max(0, Duration.between(instant, now).toSeconds());
  }

  /** Returns the members of the JSON object that describes a step. */
  public static Map<String, @Nullable Object> toDo(RepairStep step) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("from", step.span().first());
    fields.put("to", step.span().last());
    fields.put("why", step.reason());
    fields.put("commands", step.commands());
    return fields;
  }

  private static Map<String, @Nullable Object> workSummary(WorkSummary work, Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("what", work.kind());
    fields.put("objects", work.objects());
    fields.put("bytes", work.bytes());
    fields.put("age_seconds", seconds(work.usedAt(), now));
    fields.put("expired", work.expired());
    return fields;
  }
}
