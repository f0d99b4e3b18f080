package pipeline.playlist;

import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.model.Track;
import pipeline.spotify.api.PlaylistApi;
import pipeline.spotify.api.SpotifyException;

/**
 * Finds a random track: one of the first three tracks that a search for random letters finds. The
 * same seed gives the same letters and the same choice.
 */
public record RandomTrack(PlaylistApi spotify, RandomGenerator random) {
  private static final Logger LOG = LoggerFactory.getLogger("playlist");
  private static final int MAX_CANDIDATES = 3;

  /**
   * The lengths of the queries, in the order in which they are tried. Later queries are shorter,
   * because a shorter query finds more tracks.
   */
  private static final List<Integer> LENGTHS = List.of(3, 3, 2, 2, 2, 2, 1, 1, 1, 1);

  private static final String CONSONANTS = "bcdfghjklmnprstvwz";
  private static final String VOWELS = "aeiou";

  /**
   * Sends up to ten searches, and returns one of the tracks that the first search with results
   * finds.
   *
   * @throws SpotifyException with the kind INCOMPLETE if no search finds a track
   */
  public SelectedTrack find() {
    for (int length : LENGTHS) {
      String query = randomLetters(length);
      List<Track> tracks = spotify.searchTracks(query, MAX_CANDIDATES);
      if (!tracks.isEmpty()) {
        return new SelectedTrack(query, tracks.get(random.nextInt(tracks.size())));
      }
      LOG.info("No track found for \"{}\"; trying another query", query);
    }
    throw new SpotifyException(
        SpotifyException.SpotifyErrorKind.INCOMPLETE,
        "no track found: all %d random queries returned nothing; retry later, or use another --seed"
            .formatted(LENGTHS.size()));
  }

  private String randomLetters(int length) {
    StringBuilder letters = new StringBuilder();
    for (int index = 0; index < length; index++) {
      String choices = index % 2 == 0 ? CONSONANTS : VOWELS;
      letters.append(choices.charAt(random.nextInt(choices.length())));
    }
    return letters.toString();
  }
}
