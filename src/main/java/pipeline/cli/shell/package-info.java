/**
 * Registers all commands, parses the command line, prints help and usage errors, and handles
 * signals.
 *
 * <p>This package may import {@code cli.command}, {@code cli.command.lake}, {@code
 * cli.command.spotify}, {@code cli.command.stage}, {@code cli.console}, {@code cli.option}, {@code
 * cli.result}, {@code cli.run}, {@code cli.settings}. Start reading at {@link CommandLineApp}.
 */
@NullMarked
package pipeline.cli.shell;

import org.jspecify.annotations.NullMarked;
