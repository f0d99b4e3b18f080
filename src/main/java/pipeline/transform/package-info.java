/**
 * Implements the stage transform: cleans raw rows and quarantines rejects.
 *
 * <p>This package may import {@code json}, {@code lake}, {@code lake.parquet}, {@code model},
 * {@code tables.row}, {@code tables.stage}. Start reading at {@link TransformStage}.
 */
@NullMarked
package pipeline.transform;

import org.jspecify.annotations.NullMarked;
