package pipeline.load;

import java.util.List;
import pipeline.lake.Partition;
import pipeline.lake.Table;
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
    Partition<RawRelease> releases = StageInputs.require(run, RawRelease.TABLE);
    Partition<RawTrack> tracks = StageInputs.require(run, RawTrack.TABLE);
    StageInputs.checkBuiltFrom(run, tracks, releases);
    return new LoadInputs(
        releases,
        tracks,
        requireClean(run, CleanAlbum.TABLE, releases, tracks),
        requireClean(run, CleanAlbumArtist.TABLE, releases, tracks),
        requireClean(run, CleanTrack.TABLE, releases, tracks),
        requireClean(run, CleanTrackArtist.TABLE, releases, tracks),
        requireClean(run, Reject.TABLE, releases, tracks));
  }

  private static <R extends Row> Partition<R> requireClean(
      StageRun run, Table<R> table, Partition<?>... raw) {
    Partition<R> clean = StageInputs.require(run, table);
    StageInputs.checkCurrentSchema(run, clean);
    for (Partition<?> input : raw) {
      StageInputs.checkBuiltFrom(run, clean, input);
    }
    return clean;
  }

  List<Partition<?>> all() {
    return List.of(rawReleases, rawTracks, albums, albumArtists, tracks, trackArtists, rejects);
  }
}
