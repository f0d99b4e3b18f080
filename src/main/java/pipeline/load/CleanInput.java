package pipeline.load;

import pipeline.tables.CleanAlbum;
import pipeline.tables.CleanAlbumArtist;
import pipeline.tables.CleanTrack;
import pipeline.tables.CleanTrackArtist;
import pipeline.tables.PeekedRows;
import pipeline.tables.Reject;

/**
 * The clean rows of a date, each table in album order.
 *
 * @param rejects as clean/rejects holds them: by the raw row that they stand for, so also in album
 *     order
 */
record CleanInput(
    PeekedRows<CleanAlbum> albums,
    PeekedRows<CleanAlbumArtist> albumArtists,
    PeekedRows<CleanTrack> tracks,
    PeekedRows<CleanTrackArtist> trackArtists,
    PeekedRows<Reject> rejects) {}
