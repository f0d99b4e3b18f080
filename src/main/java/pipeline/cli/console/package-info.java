/**
 * Writes logs and progress to stderr through one writer, and detects the terminals of stdout and
 * stderr.
 *
 * <p>This package may import {@code json}. Start reading at {@link Console}.
 */
@NullMarked
package pipeline.cli.console;

import org.jspecify.annotations.NullMarked;
