/**
 * Contains the commands that run one stage or all four.
 *
 * <p>This package may import {@code cli.command}, {@code cli.option}, {@code cli.result}, {@code
 * cli.run}, {@code cli.settings}, {@code extract}, {@code iceberg}, {@code lake.store}, {@code
 * tables.row}, {@code tables.stage}, {@code transform}. Start reading at {@link StageCommand}.
 */
@NullMarked
package pipeline.cli.command.stage;

import org.jspecify.annotations.NullMarked;
