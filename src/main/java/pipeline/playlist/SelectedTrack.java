package pipeline.playlist;

import java.util.Objects;
import java.util.stream.Collectors;
import pipeline.model.Artist;
import pipeline.model.Track;

/**
 * A track that was found.
 *
 * @param query what was searched for
 * @param track has an id
 */
public record SelectedTrack(String query, Track track) {
  public SelectedTrack {
    Objects.requireNonNull(track.id(), "a track without id cannot be added");
  }

  public String uri() {
    return "spotify:track:" + track.id();
  }

  /** For people: artists and name, as far as Spotify tells them. */
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
