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
     * New fields and values of another type are reported as warnings. The values of such fields
     * stay available in {@code extras}.
     */
    EVOLVE,
    /** New fields and values of another type fail the stage. */
    FREEZE
  }
}
