package pipeline.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipeline.lake.Table;
import pipeline.tables.row.ArtistRole;
import pipeline.tables.stage.ListingSource;

/**
 * The documented values of a column. Null is also accepted.
 *
 * @param isComplete whether any other value is an error. If not, another value is only a warning,
 *     because Spotify may add values.
 */
public record AcceptedValues(List<String> values, boolean isComplete) {
  private static final Map<String, AcceptedValues> BY_COLUMN =
      Map.of(
          "source",
          new AcceptedValues(
              Arrays.stream(ListingSource.values()).map(ListingSource::columnValue).toList(), true),
          "role",
          new AcceptedValues(List.of(ArtistRole.ALBUM_ARTIST, ArtistRole.FEATURED), true),
          "album_type",
          new AcceptedValues(List.of("album", "single", "compilation", "ep"), false),
          "release_date_precision",
          new AcceptedValues(List.of("year", "month", "day"), false));

  /** Returns the values of a column; empty for raw tables and for columns without a list. */
  public static Optional<AcceptedValues> find(Table<?> table, String column) {
    return table.layer().equals("raw")
        ? Optional.empty()
        : Optional.ofNullable(BY_COLUMN.get(column));
  }
}
