package pipeline.extract;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.RereadPolicy;
import pipeline.model.Album;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.ListingSource;
import pipeline.tables.stage.StageRun;
import pipeline.tables.stage.WorkPaths;

/**
 * The pages of a year's historical search, stored below {@code work/search/} for 30 days. A date
 * uses only pages that were fetched after the date had ended.
 */
final class SearchPageCache {
  private static final String CALLS = "calls";
  private static final String NEXT_QUERY = "next_query";
  private static final String NEXT_OFFSET = "next_offset";

  private final StageRun run;
  private final String folder;
  private final Instant dateEnd;
  private final CheckpointReader<RawRelease> files;

  SearchPageCache(StageRun run, @Nullable String market) {
    this.run = run;
    this.folder =
        WorkPaths.SEARCH_PAGES
            + "year="
            + run.ds().getYear()
            + (market == null ? "" : "-market=" + market)
            + "/";
    this.dateEnd = run.ds().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    this.files = new CheckpointReader<>(run, RawRelease.TABLE);
  }

  /**
   * A position in the year's sequence of pages.
   *
   * @param query the index of the query
   * @param offset the offset of the page
   */
  record PagePosition(int query, int offset) {
    static final PagePosition START = new PagePosition(0, 0);
  }

  /**
   * Consecutive pages.
   *
   * @param calls the number of pages
   * @param nullItems the number of entries without a usable album
   * @param next the position of the page after them
   */
  record CachedPages(
      List<Album> albums, int calls, int nullItems, PagePosition next, Instant fetchedAt) {}

  /** Returns the stored pages that begin at a position and may be used for the date. */
  Optional<CachedPages> find(PagePosition position) {
    String key = key(position);
    try {
      return RereadPolicy.apply(
          () ->
              files.listUsable(key).stream()
                  .map(SearchCheckpoint::read)
                  .filter(this::mayUse)
                  .map(SearchPageCache::toPages)
                  .findFirst());
    } catch (LakeException unusable) {
      files.skip(key, unusable);
      return Optional.empty();
    }
  }

  private boolean mayUse(SearchCheckpoint pages) {
    Instant expiry = pages.fetchedAt().plus(WorkPaths.SEARCH_PAGE_LIFETIME);
    return expiry.isAfter(run.clock().instant()) && !pages.fetchedAt().isBefore(dateEnd);
  }

  private static CachedPages toPages(SearchCheckpoint pages) {
    return new CachedPages(
        pages.albums(),
        pages.number(CALLS),
        pages.nullItems(),
        new PagePosition(pages.number(NEXT_QUERY), pages.number(NEXT_OFFSET)),
        pages.fetchedAt());
  }

  void save(PagePosition position, CachedPages pages) {
    Map<String, String> entries =
        Map.of(
            CALLS,
            Integer.toString(pages.calls()),
            NEXT_QUERY,
            Integer.toString(pages.next().query()),
            NEXT_OFFSET,
            Integer.toString(pages.next().offset()));
    new SearchCheckpoint(pages.albums(), List.of(), pages.nullItems(), pages.fetchedAt(), entries)
        .write(run, ListingSource.SEARCH_BY_DATE, key(position));
  }

  private String key(PagePosition position) {
    return folder + "%03d-%04d.parquet".formatted(position.query(), position.offset());
  }
}
