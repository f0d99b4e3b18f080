/**
 * Contains the base classes of commands and the commands that belong to no other group.
 *
 * <p>This package may import {@code cli.console}, {@code cli.option}, {@code cli.result}, {@code
 * cli.run}, {@code cli.settings}, {@code doctor}, {@code iceberg}, {@code simulator}, {@code
 * simulator.options}. Start reading at {@link DataCommand}.
 */
@NullMarked
package pipeline.cli.command;

import org.jspecify.annotations.NullMarked;
