package pipeline.spotify.api;

import java.util.List;
import pipeline.model.Album;

/**
 * One page of a search.
 *
 * @param albums in the order of the page
 * @param hasNext whether Spotify names a next page
 * @param nullItems entries that held no usable album, asked for twice
 */
public record SearchPage(List<Album> albums, boolean hasNext, int nullItems) {
  public SearchPage {
    albums = List.copyOf(albums);
  }
}
