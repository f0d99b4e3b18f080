package pipeline.load;

import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.Reject;
import pipeline.tables.stage.AlbumCursor;

/** The clean rows of a date, each table in album order. */
record CleanCursors(
    AlbumCursor<CleanAlbum> albums,
    AlbumCursor<CleanAlbumArtist> albumArtists,
    AlbumCursor<CleanTrack> tracks,
    AlbumCursor<CleanTrackArtist> trackArtists,
    AlbumCursor<Reject> rejects) {}
