package pipeline.load;

import org.jspecify.annotations.Nullable;

/** One credit of an artist. */
record ArtistCredit(String id, @Nullable String name, @Nullable String url) {

  /** Completes this earlier mention by a later one: an empty text counts less than any other. */
  ArtistCredit completedBy(ArtistCredit later) {
    return new ArtistCredit(id, fuller(name, later.name), fuller(url, later.url));
  }

  private static @Nullable String fuller(@Nullable String earlier, @Nullable String later) {
    if (earlier == null) {
      return later;
    }
    return earlier.isEmpty() && later != null ? later : earlier;
  }
}
