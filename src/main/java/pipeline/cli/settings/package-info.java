/**
 * Reads settings from the environment and from {@code .env}.
 *
 * <p>This package may import {@code lake.store}, {@code tls}. Start reading at {@link Settings}.
 */
@NullMarked
package pipeline.cli.settings;

import org.jspecify.annotations.NullMarked;
