/**
 * Checks Java, the lake, the credentials and Spotify for problems.
 *
 * <p>This package may import {@code iceberg}, {@code json}, {@code lake}, {@code lake.store},
 * {@code spotify.api}, {@code spotify.client}, {@code spotify.quota}, {@code startup}, {@code
 * tables.row}, {@code tables.stage}. Start reading at {@link CheckRunner}.
 */
@NullMarked
package pipeline.doctor;

import org.jspecify.annotations.NullMarked;
