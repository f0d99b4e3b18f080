package pipeline.load;

import java.util.List;
import java.util.function.Supplier;
import pipeline.lake.Partition;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.row.Row;
import pipeline.tables.stage.StageInputs;
import pipeline.tables.stage.StageRun;

/** The inputs of a star. All clean tables were built from the current raw tables. */
record LoadInputs(
    Partition<RawRelease> rawReleases,
    Partition<RawTrack> rawTracks,
    Partition<CleanAlbum> albums,
    Partition<CleanAlbumArtist> albumArtists,
    Partition<CleanTrack> tracks,
    Partition<CleanTrackArtist> trackArtists,
    Partition<Reject> rejects) {

  static LoadInputs require(StageRun run) {
    Supplier<Partition<RawRelease>> rawReleases = StageInputs.prefetch(run, RawRelease.TABLE);
    Supplier<Partition<RawTrack>> rawTracks = StageInputs.prefetch(run, RawTrack.TABLE);
    Supplier<Partition<CleanAlbum>> albums = StageInputs.prefetch(run, CleanAlbum.TABLE);
    Supplier<Partition<CleanAlbumArtist>> albumArtists =
        StageInputs.prefetch(run, CleanAlbumArtist.TABLE);
    Supplier<Partition<CleanTrack>> tracks = StageInputs.prefetch(run, CleanTrack.TABLE);
    Supplier<Partition<CleanTrackArtist>> trackArtists =
        StageInputs.prefetch(run, CleanTrackArtist.TABLE);
    Supplier<Partition<Reject>> rejects = StageInputs.prefetch(run, Reject.TABLE);

    List<Partition<?>> raw = List.of(rawReleases.get(), rawTracks.get());
    StageInputs.checkBuiltFrom(run, rawTracks.get(), rawReleases.get());
    return new LoadInputs(
        rawReleases.get(),
        rawTracks.get(),
        check(run, albums.get(), raw),
        check(run, albumArtists.get(), raw),
        check(run, tracks.get(), raw),
        check(run, trackArtists.get(), raw),
        check(run, rejects.get(), raw));
  }

  /**
   * Checks that a clean partition has the current schema and was built from the given raw
   * partitions. Returns the clean partition.
   */
  private static <R extends Row> Partition<R> check(
      StageRun run, Partition<R> clean, List<Partition<?>> raw) {
    StageInputs.checkCurrentSchema(run, clean);
    raw.forEach(input -> StageInputs.checkBuiltFrom(run, clean, input));
    return clean;
  }

  List<Partition<?>> all() {
    return List.of(rawReleases, rawTracks, albums, albumArtists, tracks, trackArtists, rejects);
  }
}
