/**
 * Runs one command and prints its result. Contains the context of the command, its resources, and
 * the interfaces that {@code app} implements.
 *
 * <p>This package may import {@code audit}, {@code authorize}, {@code cli.console}, {@code
 * cli.metrics}, {@code cli.result}, {@code cli.settings}, {@code doctor}, {@code extract}, {@code
 * lake}, {@code lake.store}, {@code playlist}, {@code simulator.options}, {@code spotify.api},
 * {@code spotify.client}, {@code spotify.quota}, {@code tables.stage}, {@code transform}. Start
 * reading at {@link CommandSession}.
 */
@NullMarked
package pipeline.cli.run;

import org.jspecify.annotations.NullMarked;
