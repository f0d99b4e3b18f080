package pipeline.output;

import java.util.Arrays;
import java.util.List;

/** Result tables for tests. */
final class ExampleTables {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("type", "Type"),
          Column.id("id"),
          Column.text("name", "Name"),
          Column.texts("artists", "By"),
          Column.text("label", "Label"),
          Column.number("total_tracks", "Tracks"),
          Column.duration("duration_ms", "Length"),
          Column.link("url", "Link"));

  /** A table with several scripts, all characters that CSV quotes, and an empty column. */
  static final ResultTable MIXED =
      new ResultTable(
          "mixed",
          COLUMNS,
          List.of(
              Arrays.asList(
                  "album", "a1", "OK Computer", List.of("Radiohead"), null, 12L, null, link(1)),
              Arrays.asList(
                  "album", "a2", "さよなら 雨の日", List.of("椎名林檎", "AC/DC"), null, 1L, null, link(2)),
              Arrays.asList("track", "t1", "기억", List.of("사랑"), null, null, 203_499L, link(3)),
              Arrays.asList("track", "t2", "Zoe\u0308", List.of(), null, null, 59_500L, link(4)),
              Arrays.asList(
                  "track", "t3", "a,\"b\"\r\nc", List.of("x, y", ""), null, null, 3_600_000L, null),
              Arrays.asList("artist", "", "", null, null, null, null, link(5))));

  private ExampleTables() {}

  private static String link(int number) {
    return "https://open.spotify.com/x/" + number;
  }

  /** Returns a table with one text column. */
  static ResultTable column(List<String> values) {
    return new ResultTable(
        "one",
        List.of(Column.number("n", "N"), Column.text("value", "Value")),
        java.util.stream.IntStream.range(0, values.size())
            .mapToObj(i -> Arrays.<Object>asList((long) i, values.get(i)))
            .toList());
  }
}
