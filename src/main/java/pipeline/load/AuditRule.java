package pipeline.load;

import java.util.List;
import pipeline.lake.Table;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;

/** The audit rules of {@code load} for its input tables. */
enum AuditRule {
  ALBUM_ID("every album has an id", CleanAlbum.TABLE),
  UNIQUE_ALBUMS("albums are unique", CleanAlbum.TABLE),
  ALBUM_ORDER("albums are sorted by id", CleanAlbum.TABLE),
  LISTING("albums belong to the date's listing", CleanAlbum.TABLE),
  PLAUSIBLE_DAY("release days are plausible", CleanAlbum.TABLE),
  EQUAL_DAY("release days equal the release dates", CleanAlbum.TABLE),
  PLAUSIBLE_DATE(true, "implausible release dates", CleanAlbum.TABLE),
  ALBUM_ARTIST("every album has an artist", CleanAlbum.TABLE),
  ALL_TRACKS("every album has all of its tracks", CleanAlbum.TABLE),
  NO_TRACKS(true, "albums without tracks at Spotify", CleanAlbum.TABLE),
  MISSING_TRACKS(true, "albums that lack tracks", CleanAlbum.TABLE),
  PRIMARY_ARTIST(
      "primary artists are the first of the credits", CleanAlbum.TABLE, CleanTrack.TABLE),
  ALBUM_OF_CREDIT("rows of clean/album_artists refer to existing albums", CleanAlbumArtist.TABLE),
  UNIQUE_ALBUM_CREDITS("positions of an album's artists are unique", CleanAlbumArtist.TABLE),
  ALBUM_CREDIT_ORDER("artists of an album are sorted by position", CleanAlbumArtist.TABLE),
  ALBUM_CREDITS_ONCE("an album credits an artist once", CleanAlbumArtist.TABLE),
  EQUAL_ALBUM("clean/album_artists agrees with clean/albums", CleanAlbumArtist.TABLE),
  ARTIST_ID("every artist has an id", CleanAlbumArtist.TABLE, CleanTrackArtist.TABLE),
  ALBUM_OF_TRACK("rows of clean/tracks refer to existing albums", CleanTrack.TABLE),
  UNIQUE_TRACKS("tracks of an album are unique", CleanTrack.TABLE),
  TRACK_ORDER("tracks are sorted by position", CleanTrack.TABLE),
  TRACK_ID("every track has an id", CleanTrack.TABLE),
  DURATION("durations are not negative", CleanTrack.TABLE),
  POSITION("positions are at least 0 and below the album's number of tracks", CleanTrack.TABLE),
  TRACK_ARTIST("every track has an artist", CleanTrack.TABLE),
  ALBUM_OF_TRACK_CREDIT(
      "rows of clean/track_artists refer to existing albums", CleanTrackArtist.TABLE),
  TRACK_OF_CREDIT("artists refer to existing tracks", CleanTrackArtist.TABLE),
  UNIQUE_TRACK_CREDITS("positions of a track's artists are unique", CleanTrackArtist.TABLE),
  TRACK_CREDIT_ORDER("artists of a track are sorted by position", CleanTrackArtist.TABLE),
  TRACK_CREDITS_ONCE("a track credits an artist once", CleanTrackArtist.TABLE),
  ROLE("roles follow from the album's credits", CleanTrackArtist.TABLE),
  ROW_COUNT(
      "tables have the number of rows in their footers",
      CleanAlbum.TABLE,
      CleanAlbumArtist.TABLE,
      CleanTrack.TABLE,
      CleanTrackArtist.TABLE,
      Reject.TABLE),
  CONVERSION("every raw row becomes one clean row or one reject", RawRelease.TABLE, RawTrack.TABLE);

  private final boolean isWarning;
  private final String sentence;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<Table<?>> tables;

  AuditRule(String sentence, Table<?>... tables) {
    this(false, sentence, tables);
  }

  AuditRule(boolean isWarning, String sentence, Table<?>... tables) {
    this.isWarning = isWarning;
    this.sentence = sentence;
    this.tables = List.of(tables);
  }

  /** Returns whether a violation only causes a warning, and does not prevent publishing. */
  boolean isWarning() {
    return isWarning;
  }

  String sentence() {
    return sentence;
  }

  /** Returns the tables whose rows can violate the rule. */
  List<Table<?>> tables() {
    return tables;
  }
}
