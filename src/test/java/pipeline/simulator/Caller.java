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

/** A client of a simulator: what anyone's would be, over real connections. */
final class Caller {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Simulator simulator;
  private final String token;

  Caller(Simulator simulator) {
    this.simulator = simulator;
    token = logIn("any", "any").json().get("access_token").getAsString();
  }

  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return response.body();
    }

    JsonObject json() {
      return JsonParser.parseString(text()).getAsJsonObject();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String message() {
      return json().getAsJsonObject("error").get("message").getAsString();
    }

    JsonObject page() {
      JsonObject json = json();
      return json.has("albums") ? json.getAsJsonObject("albums") : json;
    }

    JsonArray items() {
      return page().getAsJsonArray("items");
    }
  }

  Answer get(String path) {
    return getUri(URI.create(path.startsWith("http") ? path : simulator.apiUrl() + path));
  }

  private Answer getUri(URI uri) {
    return send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build());
  }

  Answer getWith(String authorization, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.apiUrl() + path))
            .header("Authorization", authorization)
            .build());
  }

  Answer getWithout(String path) {
    return send(HttpRequest.newBuilder(URI.create(simulator.apiUrl() + path)).build());
  }

  Answer method(String method, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.apiUrl() + path))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build());
  }

  Answer logIn(String id, String secret) {
    byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return post("Basic " + Base64.getEncoder().encodeToString(pair), "client_credentials");
  }

  Answer post(String authorization, String grant) {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.accountsUrl() + "/api/token"))
            .header("Authorization", authorization)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=" + grant))
            .build());
  }

  private static Answer send(HttpRequest request) {
    try {
      return new Answer(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
