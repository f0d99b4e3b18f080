package pipeline.playlist;

import java.util.Objects;
import java.util.stream.Collectors;
import pipeline.model.Artist;
import pipeline.model.Track;

/**
 * A track that a random search found.
 *
 * @param track a track with an ID
 */
public record SelectedTrack(String query, Track track) {
  public SelectedTrack {
    Objects.requireNonNull(track.id(), "a track without an ID cannot be added");
  }

  /** Returns the track's Spotify URI. */
  public String uri() {
    return "spotify:track:" + track.id();
  }

  /** Returns the names of the artists and of the track. Missing names are left out. */
  public String title() {
    String artists =
        track.artists().stream()
            .map(Artist::name)
            .filter(name -> name != null && !name.isBlank())
            .collect(Collectors.joining(", "));
    String name = Objects.requireNonNullElse(track.name(), "");
    return artists.isEmpty() ? name : artists + " – " + name;
  }
}
