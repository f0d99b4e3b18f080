/**
 * Renders a report as one HTML page.
 *
 * <p>This package may import {@code audit}, {@code report}. Start reading at {@link ReportPage}.
 */
@NullMarked
package pipeline.report.page;

import org.jspecify.annotations.NullMarked;
