package pipeline.extract;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.lake.store.LakeException;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.ListingSource;
import pipeline.tables.stage.StageRun;
import pipeline.tables.stage.WorkPaths;

/**
 * A search for the listing of a current date. The search stores the complete result of each query
 * below {@code work/} before it sends the next query. A rerun after a failure sends only the
 * queries whose results are not stored. A rerun repeats an interrupted query from the first page,
 * because Spotify may have changed the order of the results in the meantime. The files are deleted
 * when the partition is published.
 */
final class CheckpointedSearch implements ShardedSearch.AlbumSearch {
  private static final String QUERY = "query";

  private final StageRun run;
  private final ShardedSearch.AlbumSearch search;
  private final Instant now;
  private final CheckpointReader<RawRelease> files;
  private @Nullable Map<String, Partition<RawRelease>> stored;
  private @Nullable Runnable pendingWrite;
  private Instant oldestQueryTime;
  private int written;

  /**
   * Creates a search. The search reads the stored results when {@link #search} is called for the
   * first time.
   */
  CheckpointedSearch(StageRun run, ShardedSearch.AlbumSearch search, Instant now) {
    this.run = run;
    this.search = search;
    this.now = now;
    this.oldestQueryTime = now;
    this.files = new CheckpointReader<>(run, RawRelease.TABLE);
  }

  @Override
  public PagedResult<Album> search(String query, @Nullable String market, int maxAlbums) {
    String label = maxAlbums + " of " + query + (market == null ? "" : " in " + market);
    return findStored(label).orElseGet(() -> fetch(label, query, market, maxAlbums));
  }

  private PagedResult<Album> fetch(
      String label, String query, @Nullable String market, int maxAlbums) {
    if (pendingWrite != null) {
      pendingWrite.run();
    }
    PagedResult<Album> result = search.search(query, market, maxAlbums);
    // An incomplete result is not stored, so that the next run repeats its query. A complete result
    // is stored when the next query begins, because the result of the last query needs no
    // checkpoint.
    pendingWrite = result.missing() == null ? () -> write(label, result) : null;
    return result;
  }

  /** Returns the start time of the run that sent the oldest query. */
  Instant oldestQueryTime() {
    return oldestQueryTime;
  }

  /**
   * Deletes the checkpoints of a published date, if this run has found or written any. If deleting
   * fails, a warning is logged.
   */
  void remove() {
    if (written > 0 || (stored != null && !stored.isEmpty())) {
      CheckpointReader.removeAll(run, WorkPaths.listing(run.ds()));
    }
  }

  private void write(String label, PagedResult<Album> result) {
    new SearchCheckpoint(result, now, Map.of(QUERY, label))
        .write(
            run,
            ListingSource.SEARCH_NEW,
            WorkPaths.listing(run.ds()) + "%s-%03d.parquet".formatted(run.id(), ++written));
  }

  private Optional<PagedResult<Album>> findStored(String label) {
    Partition<RawRelease> file = stored().get(label);
    if (file == null) {
      return Optional.empty();
    }
    try {
      SearchCheckpoint checkpoint = SearchCheckpoint.read(file);
      if (checkpoint.fetchedAt().isBefore(oldestQueryTime)) {
        oldestQueryTime = checkpoint.fetchedAt();
      }
      return Optional.of(checkpoint.result());
    } catch (LakeException unusable) {
      files.skip(file.key(), unusable);
      stored().remove(label);
      return Optional.empty();
    }
  }

  /**
   * Returns a map of the files that earlier runs stored for this date. The key is the label of the
   * file's query.
   */
  private Map<String, Partition<RawRelease>> stored() {
    if (stored == null) {
      stored = new HashMap<>();
      for (Partition<RawRelease> file : files.listUsable(WorkPaths.listing(run.ds()))) {
        stored.put(file.footer().find(QUERY).orElse(""), file);
      }
    }
    return stored;
  }
}
