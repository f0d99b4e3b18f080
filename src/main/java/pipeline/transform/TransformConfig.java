package pipeline.transform;

/**
 * The limits of the stage transform.
 *
 * @param maxRejects the share of rejected raw rows, 0 to 1, above which the stage fails
 */
public record TransformConfig(double maxRejects, SchemaContract contract) {}
