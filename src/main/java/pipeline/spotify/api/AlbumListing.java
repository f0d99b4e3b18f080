package pipeline.spotify.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;

/**
 * Albums as a listing has them.
 *
 * @param albums in the order of the listing, each id once
 * @param positions each album's place at Spotify, which counts entries without a usable album
 * @param truncated whether a cap, ours or Spotify's, left something
 * @param exhausted whether the totals of all pages confirm that there is nothing more
 * @param nullItems entries that held no usable album, asked for twice
 * @param missing why this is not all, in words; null where it is. Only where a partial listing is
 *     allowed
 */
public record AlbumListing(
    List<Album> albums,
    List<Integer> positions,
    boolean truncated,
    boolean exhausted,
    int nullItems,
    @Nullable String missing) {
  public AlbumListing {
    positions = List.copyOf(positions);
    albums = List.copyOf(albums);
  }
}
