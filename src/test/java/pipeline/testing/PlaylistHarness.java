package pipeline.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import pipeline.app.Application;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.simulator.Simulator;
import pipeline.simulator.Simulator.ServedRequest;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.SimulatorConfig;

/** A folder and a simulated Spotify in which commands run for a user. */
public final class PlaylistHarness implements AutoCloseable {
  public static final String CANARY = "canary-of-the-secret";
  public static final String PLAYLIST = "37i9dQZF1DXcBWIGoYBM5M";

  final Path folder;
  public final Path tokenFile;
  public final List<ServedRequest> served = new ArrayList<>();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  public final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private Simulator simulator;
  private Clock clock = Clock.systemUTC();

  public PlaylistHarness(Path folder) {
    this.folder = folder;
    this.tokenFile = folder.resolve(".spotify-token");
    environment.put("SPOTIFY_CLIENT_ID", "the-app");
    environment.put("SPOTIFY_CLIENT_SECRET", CANARY);
    simulate(options -> options);
  }

  /** Starts a new simulator with changed options. */
  public PlaylistHarness simulate(UnaryOperator<SimulatorConfig> change) {
    if (simulator != null) {
      simulator.close();
    }
    simulator = Simulator.start(change.apply(SimulatorConfig.DEFAULTS), 0, clock, this::record);
    environment.put("SPOTIFY_API_URL", simulator.apiUrl().toString());
    environment.put("SPOTIFY_ACCOUNTS_URL", simulator.accountsUrl().toString());
    return this;
  }

  public PlaylistHarness setFaults(String... faults) {
    return simulate(
        options -> options.withFaults(Arrays.stream(faults).map(Fault::parse).toList()));
  }

  private synchronized void record(ServedRequest request) {
    served.add(request);
  }

  public synchronized long count(String method, String path) {
    return served.stream()
        .filter(one -> one.method().equals(method) && one.target().startsWith(path))
        .count();
  }

  public PlaylistHarness setVariable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Advances the clock, and starts a new simulator. */
  public PlaylistHarness advance(Duration by) {
    clock = Clock.offset(clock, by);
    return simulate(options -> options);
  }

  /** Sets the clock to noon of a day. */
  public PlaylistHarness setDate(LocalDate day) {
    clock = Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    return this;
  }

  public Instant now() {
    return clock.instant();
  }

  public Simulator simulator() {
    return simulator;
  }

  /** Stores a refresh token, as an authorization does. */
  public PlaylistHarness writeToken(Instant at) throws IOException {
    String json =
        "{\"refresh_token\":\"%s\",\"authorized_at\":\"%s\",\"simulated\":true}"
            .formatted(simulator.refreshToken(), at);
    Files.writeString(tokenFile, json);
    return this;
  }

  public PlaylistHarness writeToken() throws IOException {
    return writeToken(now());
  }

  public int run(String line) {
    out.reset();
    err.reset();
    return Application.run(
        line.split(" "),
        new ProcessEnvironment(
            environment,
            utf8(out),
            utf8(err),
            StderrTerminal.NONE,
            StdoutTerminal.NONE,
            clock,
            folder,
            Map.of()));
  }

  public JsonObject result() {
    return JsonParser.parseString(out().strip()).getAsJsonObject();
  }

  /** Returns the result line of a command that writes data to stdout: the last line of stderr. */
  public JsonObject resultOnStderr() {
    String text = err().strip();
    return JsonParser.parseString(text.substring(text.lastIndexOf('\n') + 1)).getAsJsonObject();
  }

  public String error() {
    return result().get("error").getAsString();
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  public JsonObject storedToken() throws IOException {
    return JsonParser.parseString(Files.readString(tokenFile)).getAsJsonObject();
  }

  /** Returns the URIs of the playlist in their order. */
  public List<String> playlistUris() throws Exception {
    List<String> uris = new ArrayList<>();
    JsonArray items =
        JsonParser.parseString(
                send(asUser("GET", "/playlists/" + PLAYLIST + "/items?limit=50", "")))
            .getAsJsonObject()
            .getAsJsonArray("items");
    items.forEach(
        item -> uris.add(item.getAsJsonObject().getAsJsonObject("item").get("uri").getAsString()));
    return uris;
  }

  public void addToPlaylist(String uri) throws Exception {
    send(asUser("POST", "/playlists/" + PLAYLIST + "/items", "{\"uris\":[\"" + uri + "\"]}"));
  }

  private HttpRequest asUser(String method, String path, String body) throws Exception {
    String form =
        "grant_type=refresh_token&client_id=any&refresh_token=" + simulator.refreshToken();
    String token =
        JsonParser.parseString(
                send(
                    HttpRequest.newBuilder(URI.create(simulator.accountsUrl() + "/api/token"))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build()))
            .getAsJsonObject()
            .get("access_token")
            .getAsString();
    return HttpRequest.newBuilder(URI.create(simulator.apiUrl() + path))
        .header("Authorization", "Bearer " + token)
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    simulator.close();
  }
}
