package pipeline.load;

import pipeline.tables.AlbumCursor;
import pipeline.tables.CleanAlbum;
import pipeline.tables.CleanAlbumArtist;
import pipeline.tables.CleanTrack;
import pipeline.tables.CleanTrackArtist;
import pipeline.tables.Reject;

/**
 * The clean rows of a date, each table in album order.
 *
 * @param rejects as clean/rejects holds them: by the raw row that they stand for, so also in album
 *     order
 */
record CleanCursors(
    AlbumCursor<CleanAlbum> albums,
    AlbumCursor<CleanAlbumArtist> albumArtists,
    AlbumCursor<CleanTrack> tracks,
    AlbumCursor<CleanTrackArtist> trackArtists,
    AlbumCursor<Reject> rejects) {}
