/**
 * Parses and checks the options that commands share.
 *
 * <p>This package may import {@code audit}, {@code cli.result}, {@code cli.run}, {@code
 * cli.settings}, {@code export}, {@code extract}, {@code lake}, {@code lake.store}, {@code output},
 * {@code simulator.options}, {@code spotify.api}, {@code tables.row}, {@code transform}. Start
 * reading at {@link ReleaseOptions}.
 */
@NullMarked
package pipeline.cli.option;

import org.jspecify.annotations.NullMarked;
