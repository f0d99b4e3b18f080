package pipeline.sql;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipeline.lake.Table;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;

/**
 * The two views of a dimension table. The table has one row per date and key. The views omit
 * historical captures, because their attributes were read on the day of the search, not on the date
 * of the partition.
 *
 * @param name the name of the dimension in the names of the views, such as {@code album}
 * @param entity the column that identifies the unit of a capture. For tracks, the unit is the
 *     album, because an album is captured with all its tracks.
 */
record DimensionViews(String name, Table<?> table, String entity) {
  private static final String LATE_COLUMN = "is_late_capture";

  static final List<DimensionViews> ALL =
      List.of(
          new DimensionViews("album", DimAlbum.TABLE, "album_id"),
          new DimensionViews("artist", DimArtist.TABLE, "artist_id"),
          new DimensionViews("track", DimTrack.TABLE, "album_id"));

  /** Returns the view that has, for each entity, the rows of its newest date. */
  ViewDefinition latestView(UnaryOperator<String> relation, UnaryOperator<String> quote) {
    return new ViewDefinition(
        "latest_" + name,
        """
        SELECT
          %1$s,
          ds AS last_seen
        FROM (
          SELECT d.*, max(ds) OVER (PARTITION BY %2$s) AS newest
          FROM %3$s d
          WHERE NOT coalesce(is_late_capture, false)
        ) seen
        WHERE ds = newest\
        """
            .formatted(columns(quote), entity, tableName(relation)));
  }

  /**
   * Returns the view with one row per version of a key. A version ends as soon as a capture of the
   * entity lacks the key or has other attributes for it. A date on which the entity was not
   * captured does not end a version. A version is valid from {@code valid_from} until the day
   * before {@code valid_to}. In the current version, {@code valid_to} is null.
   */
  ViewDefinition historyView(UnaryOperator<String> relation, UnaryOperator<String> quote) {
    String key = table.keyColumns().stream().map(quote).collect(Collectors.joining(", "));
    return new ViewDefinition(
        name + "_history",
        """
        WITH seen AS (
          SELECT
            %1$s AS seen_entity,
            ds AS seen_on,
            row_number() OVER (PARTITION BY %1$s ORDER BY ds) AS nth,
            lead(ds) OVER (PARTITION BY %1$s ORDER BY ds) AS next_ds
          FROM (SELECT DISTINCT %1$s, ds FROM %2$s WHERE NOT coalesce(is_late_capture, false)) dates
        ),
        marked AS (
          SELECT
            d.*,
            seen.nth,
            seen.next_ds,
            CASE
              WHEN lag(seen.nth) OVER (PARTITION BY %3$s ORDER BY ds) = seen.nth - 1
                AND %4$s
              THEN 0
              ELSE 1
            END AS begins
          FROM %2$s d
          JOIN seen ON d.%1$s = seen.seen_entity AND d.ds = seen.seen_on
        ),
        numbered AS (
          SELECT marked.*, sum(begins) OVER (PARTITION BY %3$s ORDER BY ds) AS version
          FROM marked
        )
        SELECT
          %5$s,
          min(ds) AS valid_from,
          CASE WHEN count(next_ds) = count(*) THEN max(next_ds) END AS valid_to
        FROM numbered
        GROUP BY
          version,
          %5$s\
        """
            .formatted(
                entity,
                tableName(relation),
                key,
                attributeNames().stream()
                    .map(quote)
                    .map(column -> unchangedCondition(column, key))
                    .collect(Collectors.joining("\n        AND ")),
                columns(quote)));
  }

  private String tableName(UnaryOperator<String> relation) {
    return relation.apply(SqlNames.unqualifiedName(table));
  }

  private static String unchangedCondition(String column, String key) {
    return "d.%1$s IS NOT DISTINCT FROM lag(d.%1$s) OVER (PARTITION BY %2$s ORDER BY ds)"
        .formatted(column, key);
  }

  private List<String> attributeNames() {
    return table.columns().stream()
        .filter(name -> !table.keyColumns().contains(name) && !name.equals(LATE_COLUMN))
        .toList();
  }

  private String columns(UnaryOperator<String> quote) {
    return Stream.concat(table.keyColumns().stream(), attributeNames().stream())
        .map(quote)
        .collect(Collectors.joining(",\n  "));
  }
}
