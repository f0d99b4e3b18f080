package pipeline.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;
import pipeline.lake.Table;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;

/**
 * What Spotify's answers have changed, as the column extras of raw rows shows: fields that no
 * column knows, and values of another type than their column's.
 */
final class SchemaDriftDetector {
  /** So many fields are told apart: an object whose names are ids has any number of them. */
  private static final int FIELDS = 20;

  private static final int LONGEST_EXAMPLE = 60;
  private static final Set<String> CREDITS_AND_LINKS =
      Set.of(
          "$.id",
          "$.name",
          "$.external_urls",
          "$.external_urls.spotify",
          "$.artists",
          "$.artists[]",
          "$.artists[].id",
          "$.artists[].name",
          "$.artists[].external_urls",
          "$.artists[].external_urls.spotify");

  /** Fields that have a column: such a one is not new, it has changed its type. */
  private static final Set<String> OF_ALBUMS =
      Set.of(
          "$.album_type",
          "$.total_tracks",
          "$.release_date",
          "$.release_date_precision",
          "$.images",
          "$.images[]",
          "$.images[].url",
          "$.images[].width",
          "$.label");

  private static final Set<String> OF_TRACKS =
      Set.of(
          "$.disc_number",
          "$.track_number",
          "$.duration_ms",
          "$.explicit",
          "$.is_local",
          "$.is_playable");

  private final Map<String, SchemaChange> changes = new TreeMap<>();
  private long more;

  void look(RawRelease raw) {
    if (raw.extras() != null) {
      look(RawRelease.TABLE, OF_ALBUMS, raw.albumId(), raw.extras());
    }
  }

  void look(RawTrack raw) {
    if (raw.extras() != null) {
      String key = Reject.trackKey(raw.albumId(), raw.position());
      look(RawTrack.TABLE, OF_TRACKS, key, raw.extras());
    }
  }

  private void look(Table<?> table, Set<String> known, String row, String extras) {
    Json.members(extras)
        .forEach(
            (name, value) -> {
              String path = path(name);
              boolean isKnown = known.contains(path) || CREDITS_AND_LINKS.contains(path);
              add(table + ": " + path + (isKnown ? " has another type" : " is new"), row, value);
            });
  }

  /** Extras are named by their place, as in artists.0.verified. */
  private static String path(String name) {
    StringBuilder path = new StringBuilder("$");
    for (String step : name.split("\\.", -1)) {
      path.append(isPlace(step) ? "[]" : "." + step);
    }
    return path.toString();
  }

  private static boolean isPlace(String step) {
    return !step.isEmpty() && step.chars().allMatch(one -> one >= '0' && one <= '9');
  }

  private void add(String what, String row, @Nullable Object value) {
    SchemaChange change = changes.get(what);
    if (change != null) {
      change.rows++;
    } else if (changes.size() < FIELDS) {
      changes.put(what, new SchemaChange(row + ": " + shortened(Json.withNulls(value))));
    } else {
      more++;
    }
  }

  private static String shortened(String json) {
    return json.length() <= LONGEST_EXAMPLE ? json : json.substring(0, LONGEST_EXAMPLE) + "…";
  }

  /** A sentence for each field: table, JSON path, what it did, in how many rows, an example. */
  List<String> told() {
    List<String> told = new ArrayList<>();
    changes.forEach(
        (what, change) ->
            told.add(what + " in " + change.rows + " rows (such as " + change.example + ")"));
    if (more > 0) {
      told.add("and in " + more + " places further fields");
    }
    return told;
  }

  private static final class SchemaChange {
    private final String example;
    private long rows = 1;

    SchemaChange(String example) {
      this.example = example;
    }
  }
}
