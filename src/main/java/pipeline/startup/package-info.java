/**
 * Builds the JVM options and the class-data archive of the jar.
 *
 * <p>This package imports no other package of the project. Start reading at {@link CdsArchive}.
 */
@NullMarked
package pipeline.startup;

import org.jspecify.annotations.NullMarked;
