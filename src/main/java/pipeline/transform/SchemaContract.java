package pipeline.transform;

/** What to do where Spotify's answers have other fields than the tables know. */
public enum SchemaContract {
  /** New fields and values of another type are kept in {@code extras} and told. */
  EVOLVE,
  /** They are fatal. */
  FREEZE
}
