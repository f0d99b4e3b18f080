/**
 * Defines exit codes, result lines and the one table that maps exceptions to exit codes.
 *
 * <p>This package may import {@code cli.console}, {@code cli.settings}, {@code json}, {@code
 * lake.store}, {@code spotify.api}, {@code tables.stage}. Start reading at {@link ExitCodeMapper}.
 */
@NullMarked
package pipeline.cli.result;

import org.jspecify.annotations.NullMarked;
