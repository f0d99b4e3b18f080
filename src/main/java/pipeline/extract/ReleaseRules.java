package pipeline.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a listing is to be taken.
 *
 * @param replace publish over a partition that would be kept
 * @param maxAlbums where a listing ends; null where the user did not say
 * @param maxSearchCalls for looking back, a year
 * @param watched search filters, such as {@code artist:"Björk"}: only these are listed; empty for
 *     all
 */
public record ReleaseRules(
    SourceRule source,
    LateRule late,
    boolean replace,
    @Nullable Integer maxAlbums,
    int maxSearchCalls,
    List<String> watched) {
  public ReleaseRules {
    watched = List.copyOf(watched);
  }
}
