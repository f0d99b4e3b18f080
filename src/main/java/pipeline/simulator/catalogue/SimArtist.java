package pipeline.simulator.catalogue;

import java.util.List;

/**
 * An artist of the catalogue.
 *
 * @param number the number of the artist in the pool of artists
 * @param popularity the popularity, from 0 to 100
 */
public record SimArtist(
    int number, String id, String name, List<String> genres, int followers, int popularity) {
  public SimArtist {
    genres = List.copyOf(genres);
  }

  SimArtist withName(String value) {
    return new SimArtist(number, id, value, genres, followers, popularity);
  }
}
