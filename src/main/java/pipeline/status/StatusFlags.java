package pipeline.status;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.stage.CaptureMetadata;

/** The source and the flags of a capture: late, partial, truncated, number of rejects. */
final class StatusFlags {
  private StatusFlags() {}

  static List<String> list(DateStatus date) {
    List<String> flags =
        list(
            Stream.of(RawRelease.TABLE, RawTrack.TABLE)
                .flatMap(table -> date.table(table).capture().stream())
                .toList());
    date.table(Reject.TABLE)
        .footer()
        .map(PartitionMetadata::rows)
        .filter(rows -> rows > 0)
        .ifPresent(rows -> flags.add(rows == 1 ? "1 reject" : rows + " rejects"));
    return flags;
  }

  static List<String> list(TableStatus table) {
    return list(table.capture().stream().toList());
  }

  private static List<String> list(List<CaptureMetadata> captures) {
    List<String> flags = new ArrayList<>();
    captures.stream().findFirst().map(CaptureMetadata::source).ifPresent(flags::add);
    add(flags, captures, CaptureMetadata::late, "late");
    add(flags, captures, CaptureMetadata::partial, "partial");
    add(flags, captures, CaptureMetadata::truncated, "truncated");
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
}
