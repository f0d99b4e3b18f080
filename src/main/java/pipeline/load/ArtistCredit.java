package pipeline.load;

import org.jspecify.annotations.Nullable;

/** A credit of an artist. */
record ArtistCredit(String id, @Nullable String name, @Nullable String url) {

  /** Returns this credit with its missing or empty texts taken from a later credit. */
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
