/**
 * Contains the code that all stages use: inputs, publishing, lineage and date rules.
 *
 * <p>This package may import {@code json}, {@code lake}, {@code lake.parquet}, {@code lake.store},
 * {@code tables.row}. Start reading at {@link PublishTransaction}.
 */
@NullMarked
package pipeline.tables.stage;

import org.jspecify.annotations.NullMarked;
