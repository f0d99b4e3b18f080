package pipeline.transform;

/** The policy for fields of Spotify that do not fit the tables. */
public enum SchemaContract {
  /** New fields and values of another type are stored in {@code extras} and reported. */
  EVOLVE,
  /** New fields and values of another type fail the stage. */
  FREEZE
}
