/**
 * The lake: tables of dated partitions in an object store, each partition one Parquet object that
 * is replaced whole. The only place that knows Parquet and AWS; of ours it imports {@code
 * pipeline.tls} only. Start at {@link pipeline.lake.Lake}.
 */
@NullMarked
package pipeline.lake;

import org.jspecify.annotations.NullMarked;
