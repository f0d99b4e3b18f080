/**
 * Implements the stages extract-releases and extract-tracks, which write raw tables from Spotify.
 *
 * <p>This package may import {@code lake}, {@code lake.parquet}, {@code lake.store}, {@code model},
 * {@code spotify.api}, {@code spotify.quota}, {@code tables.row}, {@code tables.stage}. Start
 * reading at {@link ExtractReleases}.
 */
@NullMarked
package pipeline.extract;

import org.jspecify.annotations.NullMarked;
