/**
 * The text that makes a lake's tables readable to an engine that people have, and the views on
 * them. Types come from the committed schemas; the views are written once, for all engines. Imports
 * lake and tables. Start at {@link pipeline.sql.Script}.
 */
@NullMarked
package pipeline.sql;

import org.jspecify.annotations.NullMarked;
