/**
 * How the jar is started: the options of its JVM, and the archive of its classes. Imports nothing
 * of ours. Start at {@link pipeline.startup.ClassArchive}.
 */
@NullMarked
package pipeline.startup;

import org.jspecify.annotations.NullMarked;
