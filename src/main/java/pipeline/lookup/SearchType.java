package pipeline.lookup;

/** A type of search results. */
public enum SearchType {
  ARTIST,
  ALBUM,
  TRACK
}
