package pipeline.transform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;
import pipeline.lake.Table;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.RejectColumns;

/**
 * A detector of changes of Spotify's schema. In the column extras of raw rows, it finds fields
 * without a column, and values whose type does not fit their column.
 */
final class SchemaDriftDetector {
  /**
   * The maximum number of reported changes. Without a limit, an object that uses ids as field names
   * could cause any number of changes.
   */
  private static final int MAX_FIELDS = 20;

  private static final int MAX_EXAMPLE_LENGTH = 60;
  private static final String CREDITS_AND_LINKS =
      " id name external_urls external_urls.spotify artists artists[] artists[].id artists[].name"
          + " artists[].external_urls artists[].external_urls.spotify";

  /** The columns of the raw tables that do not correspond to a field of Spotify. */
  private static final Set<String> PIPELINE_COLUMNS =
      Set.of("position", "market", "source", "is_late_capture", "observed_at", "extras");

  /**
   * The fields of an album that have a column. Such a field is in extras only if its type has
   * changed.
   */
  private static final Set<String> ALBUM_FIELDS =
      fields(RawRelease.TABLE, " label images images[] images[].url images[].width");

  private static final Set<String> TRACK_FIELDS = fields(RawTrack.TABLE, "");

  private final Map<String, SchemaChange> changes = new TreeMap<>();
  private long omitted;

  /**
   * Returns the JSON paths of known fields: the columns of a raw table that correspond to a field
   * of Spotify, and the given other fields.
   */
  private static Set<String> fields(Table<?> table, String others) {
    return Stream.concat(
            table.columns().stream().filter(column -> !PIPELINE_COLUMNS.contains(column)),
            Stream.of((others + CREDITS_AND_LINKS).strip().split(" ", -1)))
        .map(name -> "$." + name)
        .collect(Collectors.toSet());
  }

  void scan(RawRelease raw) {
    if (raw.extras() != null) {
      scan(RawRelease.TABLE, ALBUM_FIELDS, raw.albumId(), raw.extras());
    }
  }

  void scan(RawTrack raw) {
    if (raw.extras() != null) {
      String key = RejectColumns.trackKey(raw.albumId(), raw.position());
      scan(RawTrack.TABLE, TRACK_FIELDS, key, raw.extras());
    }
  }

  private void scan(Table<?> table, Set<String> known, String row, String extras) {
    Set<String> pathsOfRow = new HashSet<>();
    Json.parseObject(extras)
        .forEach(
            (name, value) -> {
              String path = path(name);
              if (pathsOfRow.add(path)) {
                boolean isKnown = known.contains(path);
                String problem = isKnown ? " has an unexpected type" : " is new";
                add(table + ": " + path + problem, row, value);
              }
            });
  }

  /**
   * Returns the JSON path of a name in extras: {@code $.artists[].verified} for {@code
   * artists.0.verified}.
   */
  private static String path(String name) {
    StringBuilder path = new StringBuilder("$");
    for (String step : name.split("\\.", -1)) {
      path.append(isIndex(step) ? "[]" : "." + step);
    }
    return path.toString();
  }

  private static boolean isIndex(String step) {
    return !step.isEmpty()
        && step.chars().allMatch(character -> character >= '0' && character <= '9');
  }

  private void add(String description, String row, @Nullable Object value) {
    SchemaChange change = changes.get(description);
    if (change != null) {
      change.rows++;
    } else if (changes.size() < MAX_FIELDS) {
      changes.put(description, new SchemaChange(row + ": " + truncate(Json.withNulls(value))));
    } else {
      omitted++;
    }
  }

  private static String truncate(String json) {
    return json.length() <= MAX_EXAMPLE_LENGTH ? json : json.substring(0, MAX_EXAMPLE_LENGTH) + "…";
  }

  /** Returns one line for each change, with the field, the number of rows and an example. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    changes.forEach(
        (description, change) ->
            lines.add(
                "%s in %d %s (such as %s)"
                    .formatted(
                        description,
                        change.rows,
                        change.rows == 1 ? "row" : "rows",
                        change.example)));
    if (omitted > 0) {
      lines.add("and " + omitted + " more occurrences of other fields");
    }
    return lines;
  }

  private static final class SchemaChange {
    private final String example;
    private long rows = 1;

    SchemaChange(String example) {
      this.example = example;
    }
  }
}
