/**
 * The shell around the stages: what the user typed becomes values, what happened becomes an exit
 * code, one result line on stdout and messages on stderr. May import everything; only {@code Main}
 * imports it. Start at {@code Shell}; {@code StageCommand} is what each stage's command fills in.
 */
@NullMarked
package pipeline.cli;

import org.jspecify.annotations.NullMarked;
