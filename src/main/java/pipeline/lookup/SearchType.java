package pipeline.lookup;

/** The type of the results of a search. */
public enum SearchType {
  ARTIST,
  ALBUM,
  TRACK
}
