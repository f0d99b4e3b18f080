package pipeline.extract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.store.LakeException;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.ListingSource;
import pipeline.tables.stage.StageRun;

/**
 * The result of one or more search requests, stored in a file below {@code work/} so that later
 * runs need not repeat the requests.
 *
 * @param entries further entries of the file's footer
 */
record SearchCheckpoint(PagedResult<Album> result, Instant fetchedAt, Map<String, String> entries) {
  private static final String NULL_ITEMS = "null_items";
  private static final String FETCHED_AT = "fetched_at";
  private static final String TRUNCATED = "query_truncated";
  private static final String EXHAUSTED = "query_exhausted";

  /**
   * Reads a checkpoint from its file.
   *
   * @throws LakeException if the file is damaged, or if it is replaced while it is read
   */
  static SearchCheckpoint read(Partition<RawRelease> file) {
    List<Album> albums = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    file.forEachRow(
        row -> {
          albums.add(RawReleaseMapper.toAlbum(row));
          positions.add(Objects.requireNonNullElse(row.position(), 0));
        });
    Map<String, String> entries = file.footer().entries();
    PagedResult<Album> result =
        new PagedResult<>(
            albums,
            positions,
            Boolean.parseBoolean(entries.get(TRUNCATED)),
            Boolean.parseBoolean(entries.get(EXHAUSTED)),
            Integer.parseInt(entries.getOrDefault(NULL_ITEMS, "0")),
            null);
    Instant fetchedAt = Instant.parse(entries.getOrDefault(FETCHED_AT, Instant.EPOCH.toString()));
    return new SearchCheckpoint(result, fetchedAt, entries);
  }

  /** Writes the file. An existing file is replaced. */
  void write(StageRun run, ListingSource source, String key) {
    RawReleaseMapper mapper =
        new RawReleaseMapper(
            null, source.columnValue(), source == ListingSource.SEARCH_BY_DATE, fetchedAt);
    try (PartitionWriter<RawRelease> writer =
        run.lake().stageFile(RawRelease.TABLE, run.ds(), key)) {
      mapper.toRows(result.items(), result.positions()).forEach(writer::write);
      writer
          .putMetadata(NULL_ITEMS, Integer.toString(result.nullItems()))
          .putMetadata(FETCHED_AT, fetchedAt.toString())
          .putMetadata(TRUNCATED, Boolean.toString(result.truncated()))
          .putMetadata(EXHAUSTED, Boolean.toString(result.exhausted()));
      entries.forEach(writer::putMetadata);
      writer.publish();
    }
  }

  /** Returns a numeric entry of the footer; 0 if it is missing. */
  int number(String entry) {
    return Integer.parseInt(entries.getOrDefault(entry, "0"));
  }
}
