/**
 * Renders a report as one HTML page.
 *
 * <p>This package may import {@code audit}, {@code lake.store}, {@code output}, {@code report},
 * {@code tables.stage}. Start reading at {@link ReportPage}.
 */
@NullMarked
package pipeline.report.page;

import org.jspecify.annotations.NullMarked;
