/**
 * What a report tells as one HTML file: {@link pipeline.report.page.Page} fills a template, a
 * {@link pipeline.report.page.Part} a section. Style, script and the chart library are resources
 * that go into the file. Imports report.
 */
@NullMarked
package pipeline.report.page;

import org.jspecify.annotations.NullMarked;
