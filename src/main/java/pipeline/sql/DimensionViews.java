package pipeline.sql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipeline.lake.Table;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;

/**
 * A dimension, which has a row for what was seen on each date, and the two views that make one of
 * all dates. Late captures are left out: they show an old date what is known today.
 *
 * @param name in the views' names
 * @param entity the column of what is seen as a whole: an album is seen with all of its tracks
 */
record DimensionViews(String name, Table<?> table, String entity) {
  static final List<DimensionViews> ALL =
      List.of(
          new DimensionViews("album", DimAlbum.TABLE, "album_id"),
          new DimensionViews("artist", DimArtist.TABLE, "artist_id"),
          new DimensionViews("track", DimTrack.TABLE, "album_id"));

  /** What was seen last of each. */
  String latestView(SqlNames names, Dialect dialect) {
    return """
    CREATE OR REPLACE VIEW %1$s AS
    SELECT
      %2$s,
      ds AS last_seen
    FROM (
      SELECT d.*, max(ds) OVER (PARTITION BY %3$s) AS newest
      FROM %4$s d
      WHERE NOT coalesce(is_late_capture, false)
    ) seen
    WHERE ds = newest\
    """
        .formatted(
            names.qualify("latest_" + name),
            lines(columns(), dialect::quote),
            entity,
            names.qualify(table));
  }

  /**
   * A row for each version: as long as it was seen the same, whether or not it was listed between.
   * It is valid from valid_from on, until before valid_to; the present one has none.
   */
  String historyView(SqlNames names, Dialect dialect) {
    return """
    CREATE OR REPLACE VIEW %1$s AS
    WITH seen AS (
      SELECT
        %2$s AS seen_entity,
        ds AS seen_on,
        row_number() OVER (PARTITION BY %2$s ORDER BY ds) AS nth,
        lead(ds) OVER (PARTITION BY %2$s ORDER BY ds) AS next_ds
      FROM (SELECT DISTINCT %2$s, ds FROM %3$s WHERE NOT coalesce(is_late_capture, false)) dates
    ),
    marked AS (
      SELECT
        d.*,
        seen.nth,
        seen.next_ds,
        CASE
          WHEN lag(seen.nth) OVER (PARTITION BY %4$s ORDER BY ds) = seen.nth - 1
            AND %5$s
          THEN 0
          ELSE 1
        END AS begins
      FROM %3$s d
      JOIN seen ON d.%2$s = seen.seen_entity AND d.ds = seen.seen_on
    ),
    numbered AS (
      SELECT marked.*, sum(begins) OVER (PARTITION BY %4$s ORDER BY ds) AS version
      FROM marked
    )
    SELECT
      %6$s,
      min(ds) AS valid_from,
      CASE WHEN count(next_ds) = count(*) THEN max(next_ds) END AS valid_to
    FROM numbered
    GROUP BY
      version,
      %6$s\
    """
        .formatted(
            names.qualify(name + "_history"),
            entity,
            names.qualify(table),
            table.keyColumns().stream().map(dialect::quote).collect(Collectors.joining(", ")),
            ColumnDefinitions.attributeNames(table).stream()
                .map(dialect::quote)
                .map(this::unchangedCondition)
                .collect(Collectors.joining("\n        AND ")),
            lines(columns(), dialect::quote))
        .replace("{key}", quotedKeys(dialect));
  }

  private String unchangedCondition(String column) {
    return "d.%1$s IS NOT DISTINCT FROM lag(d.%1$s) OVER (PARTITION BY {key} ORDER BY ds)"
        .formatted(column);
  }

  private String quotedKeys(Dialect dialect) {
    return table.keyColumns().stream().map(dialect::quote).collect(Collectors.joining(", "));
  }

  private List<String> columns() {
    return Stream.concat(
            table.keyColumns().stream(), ColumnDefinitions.attributeNames(table).stream())
        .toList();
  }

  private static String lines(List<String> columns, Function<String, String> line) {
    return columns.stream().map(line).collect(Collectors.joining(",\n  "));
  }
}
