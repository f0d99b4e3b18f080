package pipeline.model;

import org.jspecify.annotations.Nullable;

/**
 * An artist.
 *
 * @param id the ID: 22 characters of base62
 * @param url the artist's page at Spotify
 */
public record Artist(@Nullable String id, @Nullable String name, @Nullable String url) {}
