/**
 * Reads paged endpoints completely, or reports what is missing.
 *
 * <p>This package may import {@code spotify.api}, {@code spotify.http}, {@code spotify.json},
 * {@code spotify.quota}. Start reading at {@link Paginator}.
 */
@NullMarked
package pipeline.spotify.paging;

import org.jspecify.annotations.NullMarked;
