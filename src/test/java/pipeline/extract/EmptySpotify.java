package pipeline.extract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.TrackSearchHit;
import pipeline.spotify.api.AlbumGroup;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;

/** A Spotify without albums. */
class EmptySpotify implements SpotifyApi {
  @Override
  public PagedResult<Album> newReleases(int maxAlbums) {
    return PagedResult.merged(List.of(), false, 0, null);
  }

  @Override
  public PagedResult<Album> searchAlbums(String query, @Nullable String market, int maxAlbums) {
    return PagedResult.merged(List.of(), false, 0, null);
  }

  @Override
  public PagedResult<Album> searchPage(
      String query, @Nullable String market, int offset, int limit) {
    return PagedResult.merged(List.of(), false, 0, null);
  }

  @Override
  public AlbumTracks tracks(String albumId, int calls) {
    return new AlbumTracks(
        albumId, Map.of(), null, List.of(), AlbumTracks.TrackListState.DELETED, "nothing is here");
  }

  @Override
  public List<AlbumTracks> tracks(List<String> albumIds, int calls) {
    return albumIds.stream().map(albumId -> tracks(albumId, 1)).toList();
  }

  @Override
  public boolean mayFetchBatches() {
    return true;
  }

  @Override
  public SpotifyApi withOwnCount() {
    return this;
  }

  @Override
  public RequestStats requestStats() {
    return new RequestStats(0, 0, 0, Map.of());
  }

  @Override
  public void close() {}

  @Override
  public PagedResult<Artist> searchArtists(String query, @Nullable String market, int maxResults) {
    return PagedResult.merged(List.of(), false, 0, null);
  }

  @Override
  public PagedResult<TrackSearchHit> searchTracks(
      String query, @Nullable String market, int maxResults) {
    return PagedResult.merged(List.of(), false, 0, null);
  }

  @Override
  public Artist artist(String artistId) {
    throw new SpotifyException(SpotifyException.SpotifyErrorKind.NOT_FOUND, "nobody");
  }

  @Override
  public PagedResult<Album> artistAlbums(
      String artistId, AlbumGroup group, @Nullable String market, int maxAlbums) {
    return PagedResult.merged(List.of(), false, 0, null);
  }
}
