package pipeline.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An HTTP client of a simulator, over real connections. */
public final class SimulatorClient {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Simulator simulator;
  private final String token;

  public SimulatorClient(Simulator simulator) {
    this.simulator = simulator;
    token = logIn("any", "any").json().get("access_token").getAsString();
  }

  public record SimulatorAnswer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    public JsonObject json() {
      return JsonParser.parseString(text()).getAsJsonObject();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String message() {
      return json().getAsJsonObject("error").get("message").getAsString();
    }

    public JsonObject page() {
      JsonObject json = json();
      return json.has("albums") ? json.getAsJsonObject("albums") : json;
    }

    public JsonArray items() {
      return page().getAsJsonArray("items");
    }
  }

  public SimulatorAnswer get(String path) {
    return getUri(URI.create(path.startsWith("http") ? path : simulator.apiUrl() + path));
  }

  private SimulatorAnswer getUri(URI uri) {
    return send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build());
  }

  /** Returns an authorized request that can get further headers. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(simulator.apiUrl() + path))
        .header("Authorization", "Bearer " + token);
  }

  public SimulatorAnswer getWith(String authorization, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.apiUrl() + path))
            .header("Authorization", authorization)
            .build());
  }

  public SimulatorAnswer getWithout(String path) {
    return send(HttpRequest.newBuilder(URI.create(simulator.apiUrl() + path)).build());
  }

  SimulatorAnswer method(String method, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.apiUrl() + path))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build());
  }

  public SimulatorAnswer logIn(String id, String secret) {
    byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return post("Basic " + Base64.getEncoder().encodeToString(pair), "client_credentials");
  }

  public SimulatorAnswer post(String authorization, String grant) {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.accountsUrl() + "/api/token"))
            .header("Authorization", authorization)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=" + grant))
            .build());
  }

  public SimulatorAnswer send(HttpRequest request) {
    try {
      return new SimulatorAnswer(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
