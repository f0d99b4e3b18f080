package pipeline.playlist;

import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.model.Track;
import pipeline.spotify.api.PlaylistApi;
import pipeline.spotify.api.SpotifyException;

/**
 * Finds a track by chance: one of the first three that a search for a random string finds. The same
 * dice throw the same strings and choose the same place.
 */
public final class RandomTrack {
  private static final Logger LOG = LoggerFactory.getLogger("playlist");
  private static final int MAX_CANDIDATES = 3;
  private static final List<Integer> LENGTHS = List.of(3, 3, 2, 2, 2, 2, 1, 1, 1, 1);

  private final PlaylistApi spotify;
  private final RandomGenerator random;

  public RandomTrack(PlaylistApi spotify, RandomGenerator random) {
    this.spotify = spotify;
    this.random = random;
  }

  /**
   * Searches until something is found.
   *
   * @throws SpotifyException INCOMPLETE where ten strings found nothing
   */
  public SelectedTrack find() {
    for (int length : LENGTHS) {
      String query = RandomQuery.create(length, random);
      List<Track> tracks =
          spotify.searchTracks(query, MAX_CANDIDATES).stream()
              .filter(track -> track.id() != null)
              .toList();
      if (!tracks.isEmpty()) {
        return new SelectedTrack(query, tracks.get(random.nextInt(tracks.size())));
      }
      LOG.info("A search for \"{}\" finds no track: trying another string", query);
    }
    throw new SpotifyException(
        SpotifyException.SpotifyErrorKind.INCOMPLETE,
        "Searches for %d random strings found no track at all. Run again later, or with another"
                .formatted(LENGTHS.size())
            + " --seed.");
  }
}
