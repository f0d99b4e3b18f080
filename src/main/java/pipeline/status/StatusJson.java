package pipeline.status;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.stage.CaptureMetadata;

/** A status for programs: one object on one line. */
public final class StatusJson {
  private StatusJson() {}

  public static String of(LakeStatus status) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("lake", status.lake());
    all.put("kind", status.kind());
    all.put("from", status.span().first());
    all.put("to", status.span().last());
    all.put("at", status.at());
    all.put("dates", status.dates().stream().map(date -> date(date, status.at())).toList());
    all.put("to_do", status.toDo().stream().map(StatusJson::toDo).toList());
    all.put(
        "work",
        WorkSummary.of(status.left(), status.at()).stream()
            .map(left -> left(left, status.at()))
            .toList());
    return Json.line(all);
  }

  private static Map<String, @Nullable Object> date(DateStatus date, Instant now) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("date", date.ds());
    told.put("complete", date.complete());
    told.put("tables", date.tables().stream().map(table -> table(table, now)).toList());
    return told;
  }

  private static Map<String, @Nullable Object> table(TableStatus table, Instant now) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("table", table.table().qualifiedName());
    told.put("state", table.state().word());
    told.put("why", table.why());
    told.put("rows", table.footer().map(PartitionMetadata::rows).orElse(null));
    told.put("bytes", table.found() == null ? null : table.bytes());
    told.put("modified_at", table.modifiedAt().orElse(null));
    told.put("age_seconds", table.modifiedAt().map(then -> seconds(then, now)).orElse(null));
    CaptureMetadata capture = table.capture().orElse(null);
    if (capture != null) {
      told.put("source", capture.source());
      told.put("observed_at", capture.observedAt());
      told.put("late", capture.late());
      told.put("partial", capture.partial());
      told.put("truncated", capture.truncated());
    }
    table
        .footer()
        .ifPresent(
            footer -> {
              told.put("schema_version", footer.schemaVersion());
              told.put("code_version", footer.find(PartitionMetadata.CODE_VERSION).orElse(null));
              told.put("content_hash", footer.contentHash());
            });
    return told;
  }

  private static long seconds(Instant then, Instant now) {
    return Math.max(0, Duration.between(then, now).toSeconds());
  }

  private static Map<String, @Nullable Object> toDo(RepairStep toDo) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("from", toDo.span().first());
    told.put("to", toDo.span().last());
    told.put("why", toDo.why());
    told.put("commands", toDo.commands());
    return told;
  }

  private static Map<String, @Nullable Object> left(WorkSummary left, Instant now) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("what", left.what());
    told.put("objects", left.objects());
    told.put("bytes", left.bytes());
    told.put("age_seconds", seconds(left.usedAt(), now));
    told.put("expired", left.expired());
    return told;
  }
}
