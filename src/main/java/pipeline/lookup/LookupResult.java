package pipeline.lookup;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pipeline.output.ResultTable;

/**
 * What a look-up brought.
 *
 * @param rows by kind: artists, albums, tracks, or groups of albums
 * @param truncated whether there is more than was asked for
 * @param missing why something is not all, in words
 * @param warnings what else is odd about the answers, in words
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
}
