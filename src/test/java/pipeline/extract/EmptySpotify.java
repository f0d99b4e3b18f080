package pipeline.extract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.FoundTrack;
import pipeline.spotify.AlbumGroup;
import pipeline.spotify.AlbumTracks;
import pipeline.spotify.Calls;
import pipeline.spotify.Found;
import pipeline.spotify.Listing;
import pipeline.spotify.Page;
import pipeline.spotify.SpotifyApi;
import pipeline.spotify.SpotifyException;

/** A Spotify without albums. */
class EmptySpotify implements SpotifyApi {
  private static final Listing NOTHING = new Listing(List.of(), List.of(), false, false, 0, null);

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

  @Override
  public Found<Artist> searchArtists(String query, @Nullable String market, int most) {
    return new Found<>(List.of(), false, 0, null);
  }

  @Override
  public Found<FoundTrack> searchTracks(String query, @Nullable String market, int most) {
    return new Found<>(List.of(), false, 0, null);
  }

  @Override
  public Artist artist(String artistId) {
    throw new SpotifyException(SpotifyException.Kind.NOT_FOUND, "nobody");
  }

  @Override
  public Found<Album> artistAlbums(
      String artistId, AlbumGroup group, @Nullable String market, int most) {
    return new Found<>(List.of(), false, 0, null);
  }
}
