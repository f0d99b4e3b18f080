package pipeline.lookup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.output.Column;
import pipeline.output.ResultTable;
import pipeline.spotify.api.PagedResult;

/**
 * The results of several requests in one table.
 *
 * @param rows the number of rows by kind: artists, albums, tracks, or a group of albums
 * @param truncated whether Spotify has more results than the limit
 * @param missing a text with the kind and the reason, for each kind whose rows are incomplete
 * @param warnings further messages for the user
 */
public record LookupResult(
    ResultTable table,
    Map<String, Long> rows,
    boolean truncated,
    List<String> missing,
    List<String> warnings) {
  public LookupResult {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    missing = List.copyOf(missing);
    warnings = List.copyOf(warnings);
  }

  /** Collects the results of several requests. */
  static final class LookupResultBuilder {
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean truncated;

    <T> void add(String kind, PagedResult<T> found, Function<T, List<@Nullable Object>> row) {
      found.items().forEach(item -> rows.add(row.apply(item)));
      counts.put(kind, (long) found.items().size());
      truncated |= found.truncated();
      if (found.nullItems() > 0) {
        warnings.add(
            "entries without a valid id: %d in %s; they are left out"
                .formatted(found.nullItems(), kind));
      }
      if (found.missing() != null) {
        missing.add(kind + ": " + found.missing());
      }
    }

    LookupResult build(String name, List<Column> columns) {
      return new LookupResult(
          new ResultTable(name, columns, rows), counts, truncated, missing, warnings);
    }
  }
}
