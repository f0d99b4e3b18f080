package pipeline.extract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.model.Album;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.ListingSource;
import pipeline.tables.stage.StageRun;

/**
 * The result of one or more search requests, stored in a file below {@code work/} so that later
 * runs need not repeat the requests.
 *
 * @param positions the position of each album in Spotify's listing; empty if the positions are
 *     unknown
 * @param nullItems the number of entries without a usable album
 * @param entries further entries of the file's footer
 */
record SearchCheckpoint(
    List<Album> albums,
    List<Integer> positions,
    int nullItems,
    Instant fetchedAt,
    Map<String, String> entries) {
  private static final String NULL_ITEMS = "null_items";
  private static final String FETCHED_AT = "fetched_at";

  /**
   * Reads a file.
   *
   * @throws LakeException if the file is damaged, or if it is replaced while it is read
   */
  static SearchCheckpoint read(Partition<RawRelease> file) {
    List<Album> albums = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    try (RowIterator<RawRelease> rows = file.openRows()) {
      for (RawRelease row = rows.next(); row != null; row = rows.next()) {
        albums.add(RawReleaseMapper.toAlbum(row));
        positions.add(Objects.requireNonNullElse(row.position(), 0));
      }
    }
    Map<String, String> entries = file.footer().entries();
    return new SearchCheckpoint(
        albums,
        positions,
        Integer.parseInt(entries.getOrDefault(NULL_ITEMS, "0")),
        Instant.parse(entries.getOrDefault(FETCHED_AT, Instant.EPOCH.toString())),
        entries);
  }

  /** Writes the file. An existing file is replaced. */
  void write(StageRun run, ListingSource source, String key) {
    RawReleaseMapper mapper =
        new RawReleaseMapper(
            null, source.columnValue(), source == ListingSource.SEARCH_BY_DATE, fetchedAt);
    try (PartitionWriter<RawRelease> writer =
        run.lake().stageFile(RawRelease.TABLE, run.ds(), key)) {
      mapper.toRows(albums, positions).forEach(writer::write);
      writer.putMetadata(NULL_ITEMS, Integer.toString(nullItems));
      writer.putMetadata(FETCHED_AT, fetchedAt.toString());
      entries.forEach(writer::putMetadata);
      writer.publish();
    }
  }

  /** Returns a numeric entry of the footer; 0 if it is missing. */
  int number(String entry) {
    return Integer.parseInt(entries.getOrDefault(entry, "0"));
  }

  /** Returns a boolean entry of the footer; false if it is missing. */
  boolean flag(String entry) {
    return Boolean.parseBoolean(entries.get(entry));
  }
}
