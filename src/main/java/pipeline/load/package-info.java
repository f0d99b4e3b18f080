/**
 * Implements the stage load: builds the star schema from clean tables, audits it and publishes it.
 *
 * <p>This package may import {@code audit}, {@code lake}, {@code lake.parquet}, {@code lake.store},
 * {@code model}, {@code tables.row}, {@code tables.stage}. Start reading at {@link LoadStage}.
 */
@NullMarked
package pipeline.load;

import org.jspecify.annotations.NullMarked;
