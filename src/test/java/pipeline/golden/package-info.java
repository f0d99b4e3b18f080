/**
 * Cases as folders: what goes in and what comes out, a JSON line a row. Start at {@link
 * pipeline.golden.GoldenFolder}.
 */
@NullMarked
package pipeline.golden;

import org.jspecify.annotations.NullMarked;
