package pipeline.cli.settings;

/** The app as Spotify's dashboard names it. */
public record SpotifyCredentials(String clientId, Secret clientSecret) {}
