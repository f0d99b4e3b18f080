/**
 * What was set, and where: a flag, then the environment, then {@code .env}, then the default.
 * Imports nothing of ours. Start at {@code Settings}.
 */
@NullMarked
package pipeline.cli.settings;

import org.jspecify.annotations.NullMarked;
