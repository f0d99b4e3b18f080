/**
 * Implements the stage load: audits the clean tables, builds the star from them and publishes it.
 *
 * <p>This package may import {@code audit}, {@code lake}, {@code lake.parquet}, {@code lake.store},
 * {@code model}, {@code tables.row}, {@code tables.stage}. Start reading at {@link LoadStage}.
 */
@NullMarked
package pipeline.load;

import org.jspecify.annotations.NullMarked;
