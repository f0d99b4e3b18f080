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
  private final Instant dateEnd;

  SearchPageCache(StageRun run, @Nullable String market) {
    this.run = run;
    this.folder =
        WorkPaths.SEARCH_PAGES
            + "year="
            + run.ds().getYear()
            + (market == null ? "" : "-market=" + market)
            + "/";
    this.dateEnd = run.ds().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
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
  Optional<CachedPages> find(PagePosition position) {
    CheckpointReader<RawRelease> files = new CheckpointReader<>(run, RawRelease.TABLE);
    try {
      return RereadPolicy.apply(() -> kept(files, position));
    } catch (LakeException replaced) {
      files.passOver(key(position), replaced);
      return Optional.empty();
    }
  }

  private Optional<CachedPages> kept(CheckpointReader<RawRelease> work, PagePosition place) {
    for (Partition<RawRelease> piece : work.listUsable(key(place))) {
      try {
        CachedPages block = readBlock(piece);
        boolean fresh =
            block.fetchedAt().plus(WorkPaths.SEARCH_PAGE_LIFETIME).isAfter(run.clock().instant());
        return fresh && !block.fetchedAt().isBefore(dateEnd)
            ? Optional.of(block)
            : Optional.empty();
      } catch (LakeException damaged) {
        work.discard(piece.key(), damaged);
      }
    }
    return Optional.empty();
  }

  void save(PagePosition position, CachedPages block) {
    try (PartitionWriter<RawRelease> writer =
        run.lake().stageFile(RawRelease.TABLE, run.ds(), key(position))) {
      RawReleaseMapper row =
          new RawReleaseMapper(
              null, ListingSource.SEARCH_BY_DATE.columnValue(), true, block.fetchedAt());
      block.albums().forEach(album -> writer.write(row.toRow(album, null)));
      writer.putMetadata(CALLS, Integer.toString(block.calls()));
      writer.putMetadata(NULL_ITEMS, Integer.toString(block.nullItems()));
      writer.putMetadata(NEXT_QUERY, Integer.toString(block.next().query()));
      writer.putMetadata(NEXT_OFFSET, Integer.toString(block.next().offset()));
      writer.putMetadata(FETCHED_AT, block.fetchedAt().toString());
      writer.publish();
    }
  }

  private String key(PagePosition position) {
    return folder + "%03d-%04d.parquet".formatted(position.query(), position.offset());
  }

  private static CachedPages readBlock(Partition<RawRelease> file) {
    List<Album> albums = new ArrayList<>();
    try (RowIterator<RawRelease> rows = file.openRows()) {
      for (RawRelease row = rows.next(); row != null; row = rows.next()) {
        albums.add(RawReleaseMapper.album(row));
      }
    }
    PartitionMetadata footer = file.footer();
    return new CachedPages(
        albums,
        readInt(footer, CALLS),
        readInt(footer, NULL_ITEMS),
        new PagePosition(readInt(footer, NEXT_QUERY), readInt(footer, NEXT_OFFSET)),
        footer.find(FETCHED_AT).map(Instant::parse).orElse(Instant.EPOCH));
  }

  private static int readInt(PartitionMetadata footer, String name) {
    return footer.find(name).map(Integer::parseInt).orElse(0);
  }
}
