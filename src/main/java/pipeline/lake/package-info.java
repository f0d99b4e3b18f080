/**
 * The lake: tables of dated partitions in an object store, each partition one Parquet object that
 * is replaced whole. The only place that knows Parquet and AWS; imports nothing of ours. Start at
 * {@link pipeline.lake.Lake}.
 */
@NullMarked
package pipeline.lake;

import org.jspecify.annotations.NullMarked;
