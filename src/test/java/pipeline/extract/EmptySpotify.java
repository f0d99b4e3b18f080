package pipeline.extract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.AlbumTracks;
import pipeline.spotify.Calls;
import pipeline.spotify.Listing;
import pipeline.spotify.Page;
import pipeline.spotify.SpotifyApi;

/** A Spotify without albums. */
final class EmptySpotify implements SpotifyApi {
  private static final Listing NOTHING = new Listing(List.of(), false, 0, null);

  @Override
  public Listing newReleases(int maxAlbums) {
    return NOTHING;
  }

  @Override
  public Listing searchAlbums(String query, @Nullable String market, int maxAlbums) {
    return NOTHING;
  }

  @Override
  public Page searchPage(String query, @Nullable String market, int offset, int limit) {
    return new Page(List.of(), false, 0);
  }

  @Override
  public AlbumTracks tracks(String albumId) {
    return new AlbumTracks(albumId, null, List.of(), AlbumTracks.State.GONE, "nothing is here");
  }

  @Override
  public List<AlbumTracks> tracks(List<String> albumIds) {
    return albumIds.stream().map(this::tracks).toList();
  }

  @Override
  public boolean batches() {
    return true;
  }

  @Override
  public Calls calls() {
    return new Calls(0, 0, 0, Map.of());
  }

  @Override
  public void close() {}
}
