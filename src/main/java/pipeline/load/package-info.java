/**
 * The stage load: clean tables to a star that people query. Write, audit, publish: {@link
 * pipeline.load.Load} is the thin shell, {@link pipeline.load.Star} the pure core, {@link
 * pipeline.load.Audit} what it found. Imports audit, lake and tables.
 */
@NullMarked
package pipeline.load;

import org.jspecify.annotations.NullMarked;
