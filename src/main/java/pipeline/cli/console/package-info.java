/**
 * What people see on stderr: log lines and progress, through one writer so that they never mix.
 * Imports {@code json} only. Start at {@code Console}; {@code Logs} sends slf4j to it.
 */
@NullMarked
package pipeline.cli.console;

import org.jspecify.annotations.NullMarked;
