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

  static List<String> of(DateStatus date) {
    List<CaptureMetadata> captures =
        Stream.of(RawRelease.TABLE, RawTrack.TABLE)
            .flatMap(table -> date.of(table).capture().stream())
            .toList();
    List<String> marks = new ArrayList<>();
    captures.stream().findFirst().map(CaptureMetadata::source).ifPresent(marks::add);
    add(marks, captures, CaptureMetadata::late, "late");
    add(marks, captures, CaptureMetadata::partial, "partial");
    add(marks, captures, CaptureMetadata::truncated, "truncated");
    date.of(Reject.TABLE)
        .footer()
        .map(PartitionMetadata::rows)
        .filter(rows -> rows > 0)
        .ifPresent(rows -> marks.add(rows == 1 ? "1 reject" : rows + " rejects"));
    return marks;
  }

  private static void add(
      List<String> marks,
      List<CaptureMetadata> captures,
      Predicate<CaptureMetadata> has,
      String word) {
    if (captures.stream().anyMatch(has)) {
      marks.add(word);
    }
  }

  /** Of a table alone. */
  static List<String> of(TableStatus table) {
    Optional<CaptureMetadata> capture = table.capture();
    if (capture.isEmpty()) {
      return List.of();
    }
    List<CaptureMetadata> one = List.of(capture.get());
    List<String> marks = new ArrayList<>(List.of(capture.get().source()));
    add(marks, one, CaptureMetadata::late, "late");
    add(marks, one, CaptureMetadata::partial, "partial");
    add(marks, one, CaptureMetadata::truncated, "truncated");
    return marks;
  }
}
