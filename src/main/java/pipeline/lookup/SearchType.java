package pipeline.lookup;

/** What a search can be for. */
public enum SearchType {
  ARTIST,
  ALBUM,
  TRACK
}
