package pipeline.extract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.model.Album;
import pipeline.spotify.api.AlbumListing;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.ListingSource;
import pipeline.tables.stage.StageRun;
import pipeline.tables.stage.WorkPaths;

/**
 * The queries of a current date's search, each kept below {@code work/} before the next one is
 * sent, until the date is published: a run that was stopped sends only those that are missing. The
 * query under way is read again, because its pages belong to one order at one time.
 */
final class CheckpointedSearch implements ShardedSearch.AlbumSearch {
  private static final String QUERY = "query";
  private static final String TRUNCATED = "query_truncated";
  private static final String EXHAUSTED = "query_exhausted";
  private static final String NULL_ITEMS = "null_items";
  private static final String FETCHED_AT = "fetched_at";

  private final StageRun run;
  private final ShardedSearch.AlbumSearch search;
  private final Instant now;
  private final CheckpointReader<RawRelease> work;
  private @Nullable Map<String, Partition<RawRelease>> kept;
  private @Nullable Runnable unwritten;
  private Instant begun;
  private int written;

  /** Reads nothing before the first search. */
  CheckpointedSearch(StageRun run, ShardedSearch.AlbumSearch search, Instant now) {
    this.run = run;
    this.search = search;
    this.now = now;
    this.begun = now;
    this.work = new CheckpointReader<>(run, RawRelease.TABLE);
  }

  /** What earlier runs of the date have left, by query. */
  private Map<String, Partition<RawRelease>> kept() {
    if (kept == null) {
      kept = new HashMap<>();
      for (Partition<RawRelease> file : work.listUsable(WorkPaths.listing(run.ds()))) {
        kept.put(file.footer().find(QUERY).orElse(""), file);
      }
    }
    return kept;
  }

  @Override
  public AlbumListing search(String query, @Nullable String market, int most) {
    String asked = most + " of " + query + (market == null ? "" : " in " + market);
    AlbumListing earlier = read(asked);
    if (earlier != null) {
      return earlier;
    }
    if (unwritten != null) {
      unwritten.run();
    }
    AlbumListing listing = search.search(query, market, most);
    // What is partial is fetched again; the last query needs no checkpoint.
    unwritten = listing.missing() == null ? () -> write(asked, listing) : null;
    return listing;
  }

  /** The time at which the oldest of the queries was sent. */
  Instant begun() {
    return begun;
  }

  /** Deletes the checkpoints of a date that is published. It logs a failure and does not throw. */
  static void remove(StageRun run) {
    CheckpointReader.removeAll(run, WorkPaths.listing(run.ds()));
  }

  private void write(String asked, AlbumListing listing) {
    String key = WorkPaths.listing(run.ds()) + "%s-%03d.parquet".formatted(run.id(), ++written);
    try (PartitionWriter<RawRelease> draft =
        run.lake().stageFile(RawRelease.TABLE, run.ds(), key)) {
      RawReleaseMapper row =
          new RawReleaseMapper(null, ListingSource.SEARCH_NEW.columnValue(), false, now);
      for (int i = 0; i < listing.albums().size(); i++) {
        draft.write(row.toRow(listing.albums().get(i), listing.positions().get(i)));
      }
      draft.putMetadata(QUERY, asked);
      draft.putMetadata(TRUNCATED, Boolean.toString(listing.truncated()));
      draft.putMetadata(EXHAUSTED, Boolean.toString(listing.exhausted()));
      draft.putMetadata(NULL_ITEMS, Integer.toString(listing.nullItems()));
      draft.putMetadata(FETCHED_AT, now.toString());
      draft.publish();
    }
  }

  private @Nullable AlbumListing read(String asked) {
    Partition<RawRelease> file = kept().get(asked);
    if (file == null) {
      return null;
    }
    List<Album> albums = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    try (RowIterator<RawRelease> rows = file.openRows()) {
      for (RawRelease row = rows.next(); row != null; row = rows.next()) {
        albums.add(RawReleaseMapper.album(row));
        positions.add(Objects.requireNonNullElse(row.position(), 0));
      }
    } catch (LakeException unusable) {
      work.passOver(file.key(), unusable);
      kept().remove(asked);
      return null;
    }
    PartitionMetadata footer = file.footer();
    Instant fetchedAt = footer.find(FETCHED_AT).map(Instant::parse).orElse(now);
    begun = fetchedAt.isBefore(begun) ? fetchedAt : begun;
    return new AlbumListing(
        albums,
        positions,
        is(footer, TRUNCATED),
        is(footer, EXHAUSTED),
        footer.find(NULL_ITEMS).map(Integer::parseInt).orElse(0),
        null);
  }

  private static boolean is(PartitionMetadata footer, String name) {
    return footer.find(name).map(Boolean::parseBoolean).orElse(false);
  }
}
