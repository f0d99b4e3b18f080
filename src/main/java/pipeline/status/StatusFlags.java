package pipeline.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.stage.CaptureMetadata;

/** What is to be known of a date beside that it is there: source, late, partial, truncated. */
final class StatusFlags {
  private StatusFlags() {}

  static List<String> list(DateStatus date) {
    List<CaptureMetadata> captures =
        Stream.of(RawRelease.TABLE, RawTrack.TABLE)
            .flatMap(table -> date.table(table).capture().stream())
            .toList();
    List<String> flags = new ArrayList<>();
    captures.stream().findFirst().map(CaptureMetadata::source).ifPresent(flags::add);
    add(flags, captures, CaptureMetadata::late, "late");
    add(flags, captures, CaptureMetadata::partial, "partial");
    add(flags, captures, CaptureMetadata::truncated, "truncated");
    date.table(Reject.TABLE)
        .footer()
        .map(PartitionMetadata::rows)
        .filter(rows -> rows > 0)
        .ifPresent(rows -> flags.add(rows == 1 ? "1 reject" : rows + " rejects"));
    return flags;
  }

  private static void add(
      List<String> flags,
      List<CaptureMetadata> captures,
      Predicate<CaptureMetadata> condition,
      String label) {
    if (captures.stream().anyMatch(condition)) {
      flags.add(label);
    }
  }

  /** Of a table alone. */
  static List<String> list(TableStatus table) {
    Optional<CaptureMetadata> capture = table.capture();
    if (capture.isEmpty()) {
      return List.of();
    }
    List<CaptureMetadata> one = List.of(capture.get());
    List<String> flags = new ArrayList<>(List.of(capture.get().source()));
    add(flags, one, CaptureMetadata::late, "late");
    add(flags, one, CaptureMetadata::partial, "partial");
    add(flags, one, CaptureMetadata::truncated, "truncated");
    return flags;
  }
}
