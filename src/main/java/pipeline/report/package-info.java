/**
 * The command report: dated stars to one HTML page. A thin shell, {@link
 * pipeline.report.ReportReader}, reads a date at a time; counts are made by small tallies ({@link
 * pipeline.report.Sightings} and its neighbours) and drawn up by {@link pipeline.report.Page}.
 * Imports audit, lake and tables.
 */
@NullMarked
package pipeline.report;

import org.jspecify.annotations.NullMarked;
