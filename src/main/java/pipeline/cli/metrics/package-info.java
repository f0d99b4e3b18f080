/**
 * Writes the metrics of a command in Prometheus' text format.
 *
 * <p>This package may import {@code cli.result}, {@code output}, {@code spotify.api}, {@code
 * tables.stage}. Start reading at {@link MetricsFile}.
 */
@NullMarked
package pipeline.cli.metrics;

import org.jspecify.annotations.NullMarked;
