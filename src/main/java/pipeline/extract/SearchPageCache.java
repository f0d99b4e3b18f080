package pipeline.extract;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.RereadPolicy;
import pipeline.model.Album;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.ListingSource;
import pipeline.tables.stage.StageRun;
import pipeline.tables.stage.WorkPaths;

/**
 * The pages of a year's search, below {@code work/search/}, for every date of that year that had
 * ended when they were fetched, during thirty days.
 */
final class SearchPageCache {
  private static final String FETCHED_AT = "fetched_at";
  private static final String CALLS = "calls";
  private static final String NULL_ITEMS = "null_items";
  private static final String NEXT_QUERY = "next_query";
  private static final String NEXT_OFFSET = "next_offset";

  private final StageRun run;
  private final String folder;
  private final Instant end;

  SearchPageCache(StageRun run, @Nullable String market) {
    this.run = run;
    this.folder =
        WorkPaths.SEARCH_PAGES
            + "year="
            + run.ds().getYear()
            + (market == null ? "" : "-market=" + market)
            + "/";
    this.end = run.ds().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /**
   * A place in the year's sequence of pages.
   *
   * @param query the query's place among the year's
   * @param offset of the next page's first album
   */
  record PagePosition(int query, int offset) {
    static final PagePosition START = new PagePosition(0, 0);
  }

  /**
   * Some pages that follow one another.
   *
   * @param calls how many pages
   * @param nullItems entries of the pages that hold no usable album
   * @param next where the pages after these begin
   */
  record CachedPages(
      List<Album> albums, int calls, int nullItems, PagePosition next, Instant fetchedAt) {}

  /** The pages kept from there on, unless they are too old, or older than the date's end. */
  Optional<CachedPages> at(PagePosition place) {
    CheckpointFiles<RawRelease> work = new CheckpointFiles<>(run, RawRelease.TABLE);
    try {
      return RereadPolicy.apply(() -> kept(work, place));
    } catch (LakeException replaced) {
      work.passOver(key(place), replaced);
      return Optional.empty();
    }
  }

  private Optional<CachedPages> kept(CheckpointFiles<RawRelease> work, PagePosition place) {
    for (Partition<RawRelease> piece : work.usable(key(place))) {
      try {
        CachedPages block = block(piece);
        boolean fresh =
            block.fetchedAt().plus(WorkPaths.SEARCH_PAGE_LIFETIME).isAfter(run.clock().instant());
        return fresh && !block.fetchedAt().isBefore(end) ? Optional.of(block) : Optional.empty();
      } catch (LakeException damaged) {
        work.discard(piece.key(), damaged);
      }
    }
    return Optional.empty();
  }

  void keep(PagePosition place, CachedPages block) {
    try (PartitionWriter<RawRelease> draft =
        run.lake().stageFile(RawRelease.TABLE, run.ds(), key(place))) {
      RawReleaseMapper row =
          new RawReleaseMapper(
              null, ListingSource.SEARCH_BY_DATE.columnValue(), true, block.fetchedAt());
      block.albums().forEach(album -> draft.write(row.of(album, null)));
      draft.putMetadata(CALLS, Integer.toString(block.calls()));
      draft.putMetadata(NULL_ITEMS, Integer.toString(block.nullItems()));
      draft.putMetadata(NEXT_QUERY, Integer.toString(block.next().query()));
      draft.putMetadata(NEXT_OFFSET, Integer.toString(block.next().offset()));
      draft.putMetadata(FETCHED_AT, block.fetchedAt().toString());
      draft.publish();
    }
  }

  private String key(PagePosition place) {
    return folder + "%03d-%04d.parquet".formatted(place.query(), place.offset());
  }

  private static CachedPages block(Partition<RawRelease> piece) {
    List<Album> albums = new ArrayList<>();
    try (RowIterator<RawRelease> rows = piece.openRows()) {
      for (RawRelease row = rows.next(); row != null; row = rows.next()) {
        albums.add(RawReleaseMapper.album(row));
      }
    }
    PartitionMetadata footer = piece.footer();
    return new CachedPages(
        albums,
        number(footer, CALLS),
        number(footer, NULL_ITEMS),
        new PagePosition(number(footer, NEXT_QUERY), number(footer, NEXT_OFFSET)),
        footer.find(FETCHED_AT).map(Instant::parse).orElse(Instant.EPOCH));
  }

  private static int number(PartitionMetadata footer, String name) {
    return footer.find(name).map(Integer::parseInt).orElse(0);
  }
}
