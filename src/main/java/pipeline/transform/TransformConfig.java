package pipeline.transform;

/**
 * The limits of the stage transform.
 *
 * @param maxRejects the share of rejected raw rows, 0 to 1, above which the stage fails
 */
public record TransformConfig(double maxRejects, SchemaContract contract) {
  /** A policy for fields of Spotify that do not fit the tables. */
  public enum SchemaContract {
    /**
     * The stage warns of fields without a column, and of values that do not fit the type of their
     * column. Both stay available in {@code extras}.
     */
    EVOLVE,
    /**
     * The stage fails if a field has no column, or if a value does not fit the type of its column.
     */
    FREEZE
  }
}
