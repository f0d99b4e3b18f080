package pipeline.extract;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.RereadPolicy;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.ListingSource;
import pipeline.tables.stage.StageRun;
import pipeline.tables.stage.WorkPaths;

/**
 * The pages of the historical search of a year, stored below {@code work/search/} for 30 days. A
 * date uses only pages that were fetched after the date had ended.
 */
public final class SearchPageCache {
  private final StageRun run;
  private final String folder;
  private final Instant dateEnd;
  private final CheckpointReader<RawRelease> files;
  private final SearchPageMemory memory;

  SearchPageCache(StageRun run, @Nullable String market, SearchPageMemory memory) {
    this.run = run;
    this.memory = memory;
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
   * The position of a page: the index of the query among the queries of the year, and the offset of
   * the page in the result of this query.
   */
  record PagePosition(int query, int offset) {
    static final PagePosition START = new PagePosition(0, 0);
  }

  /**
   * Returns the stored pages that begin at a position. Returns empty if there are none, if they are
   * older than 30 days, or if they were fetched before the end of the run's date.
   */
  Optional<SearchCheckpoint> find(PagePosition position) {
    String key = key(position);
    Optional<SearchCheckpoint> known = memory.find(key).filter(this::mayUse);
    return known.isPresent() ? known : read(key);
  }

  private Optional<SearchCheckpoint> read(String key) {
    try {
      Optional<SearchCheckpoint> stored =
          RereadPolicy.apply(
              () ->
                  files.listUsable(key).stream()
                      .map(SearchCheckpoint::read)
                      .filter(this::mayUse)
                      .findFirst());
      stored.ifPresent(pages -> memory.put(key, pages));
      return stored;
    } catch (LakeException unusable) {
      files.skip(key, unusable);
      return Optional.empty();
    }
  }

  private boolean mayUse(SearchCheckpoint pages) {
    Instant expiry = pages.fetchedAt().plus(WorkPaths.SEARCH_PAGE_LIFETIME);
    return expiry.isAfter(run.clock().instant()) && !pages.fetchedAt().isBefore(dateEnd);
  }

  /** Stores the pages that begin at a position. */
  void save(PagePosition position, SearchCheckpoint pages) {
    pages.write(run, ListingSource.SEARCH_BY_DATE, key(position));
    memory.put(key(position), pages);
  }

  private String key(PagePosition position) {
    return folder + "%03d-%04d.parquet".formatted(position.query(), position.offset());
  }

  /**
   * A memory cache of files with search pages. The cache belongs to one command, and has the files
   * that were used most recently. The dates of a year need the same files. A backfill that needs at
   * most {@link #MAX_FILES} files per year therefore reads each file only once. An instance is
   * thread-safe.
   */
  public static final class SearchPageMemory {
    /**
     * The maximum number of files. A file has at most 100 albums, so all files together take about
     * 4 MB.
     */
    private static final int MAX_FILES = 20;

    private final Map<String, SearchCheckpoint> files =
        new LinkedHashMap<>(MAX_FILES, 0.75f, /* accessOrder= */ true);

    synchronized Optional<SearchCheckpoint> find(String key) {
      return Optional.ofNullable(files.get(key));
    }

    synchronized void put(String key, SearchCheckpoint pages) {
      files.put(key, pages);
      if (files.size() > MAX_FILES) {
        files.remove(files.keySet().iterator().next());
      }
    }
  }
}
