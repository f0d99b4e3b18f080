package pipeline.app;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import pipeline.authorize.AuthorizationFlow;
import pipeline.authorize.AuthorizationResult;
import pipeline.cli.result.RequestCounts;
import pipeline.cli.run.PlaylistService;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.lake.Lake;
import pipeline.playlist.IdempotentPlaylistAdd;
import pipeline.playlist.PlaylistId;
import pipeline.playlist.RandomTrack;
import pipeline.playlist.SelectedTrack;
import pipeline.spotify.api.PlaylistApi;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.PlaylistClient;

/** What commands do for a user, each with its Spotify, its token and what is known of the app. */
final class DefaultPlaylistService implements PlaylistService {
  private final DefaultLakeProvider lakes;
  private final RandomGenerator random;
  private final Supplier<RandomGenerator> unguessable;

  /**
   * @param unguessable made only where a secret is needed, for that takes its time
   */
  DefaultPlaylistService(
      DefaultLakeProvider lakes, RandomGenerator random, Supplier<RandomGenerator> unguessable) {
    this.lakes = lakes;
    this.random = random;
    this.unguessable = unguessable;
  }

  @Override
  public AuthorizationResult authorize(
      int port, Duration patience, Consumer<URI> show, SpotifyConfig rules, RunContext context) {
    try (SpotifyEnvironment place = new SpotifyEnvironment(context, rules)) {
      return new AuthorizationFlow(
              place.settingsForUser(), place.tokens(), context.clock(), unguessable.get())
          .run(port, patience, show);
    }
  }

  @Override
  public TrackAddition find(long seed, SpotifyConfig rules, RunContext context) {
    try (Lake lake = lakes.open(context);
        SpotifyEnvironment place = new SpotifyEnvironment(context, rules);
        PlaylistApi spotify =
            PlaylistClient.openAsApp(
                place.settings(), facts(place, lake), context.clock(), random)) {
      counted(spotify, context);
      SelectedTrack found = new RandomTrack(spotify, new Random(seed)).find();
      return new TrackAddition(false, found, calls(spotify), List.of());
    }
  }

  @Override
  public TrackAddition add(
      long seed, PlaylistId playlist, SpotifyConfig rules, RunContext context) {
    try (Lake lake = lakes.open(context);
        SpotifyEnvironment place = new SpotifyEnvironment(context, rules)) {
      RefreshTokenStore tokens = place.seededTokens();
      try (PlaylistApi spotify =
          PlaylistClient.openAsUser(
              place.settingsForUser(), facts(place, lake), context.clock(), random, tokens)) {
        counted(spotify, context);
        SelectedTrack found = new RandomTrack(spotify, new Random(seed)).find();
        boolean added = new IdempotentPlaylistAdd(spotify, playlist).add(found.uri());
        return new TrackAddition(
            added, found, calls(spotify), warnings(tokens, context.clock().instant()));
      }
    }
  }

  private static List<String> warnings(RefreshTokenStore tokens, Instant now) {
    return tokens.find().flatMap(token -> token.warning(now)).stream().toList();
  }

  /** A pause that Spotify asked of the stages holds here too, and the other way about. */
  private static StateStore facts(SpotifyEnvironment place, Lake lake) {
    place.kind().claim(lake.store());
    return new LakeStateStore(lake.store(), place::clientId);
  }

  private static void counted(PlaylistApi spotify, RunContext context) {
    context.countCallsBy(() -> calls(spotify));
  }

  private static RequestCounts calls(PlaylistApi spotify) {
    var calls = spotify.requestStats();
    return new RequestCounts(calls.requests(), calls.retries(), calls.throttled());
  }
}
