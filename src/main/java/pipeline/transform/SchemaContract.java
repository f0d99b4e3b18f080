package pipeline.transform;

/** A policy for fields of Spotify that do not fit the tables. */
public enum SchemaContract {
  /** New fields and values of another type are reported. They are available in {@code extras}. */
  EVOLVE,
  /** New fields and values of another type fail the stage. */
  FREEZE
}
