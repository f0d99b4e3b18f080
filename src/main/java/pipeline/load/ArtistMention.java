package pipeline.load;

import org.jspecify.annotations.Nullable;

/** One credit of an artist. */
record ArtistMention(String id, @Nullable String name, @Nullable String url) {

  /** This earlier mention, completed by a later one. */
  ArtistMention or(ArtistMention later) {
    return name != null && url != null
        ? this
        : new ArtistMention(id, name != null ? name : later.name, url != null ? url : later.url);
  }
}
