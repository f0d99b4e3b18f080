package pipeline.transform;

/**
 * What may be odd about raw rows.
 *
 * @param maxRejects the share of raw rows, 0 to 1, above which those that do not fit are fatal
 */
public record TransformConfig(double maxRejects, SchemaContract contract) {}
