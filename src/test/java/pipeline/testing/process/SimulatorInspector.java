package pipeline.testing.process;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a simulator over HTTP without the pipeline's client. */
public final class SimulatorInspector {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String api;
  private final String token;

  SimulatorInspector(String api, String accounts) {
    this.api = api;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(accounts + "/api/token"))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString("a:b".getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    this.token = send(request).get("access_token").getAsString();
  }

  public List<String> newReleases() {
    return all(api + "/browse/new-releases?limit=50", body -> body.getAsJsonObject("albums"), "id");
  }

  /** Returns the ids of an album's tracks in their order. */
  public List<String> tracks(String albumId) {
    return all(api + "/albums/" + albumId + "/tracks", body -> body, "id");
  }

  private List<String> all(String first, Function<JsonObject, JsonObject> page, String member) {
    List<String> found = new ArrayList<>();
    for (String next = first; next != null; ) {
      JsonObject items = page.apply(get(next));
      items
          .getAsJsonArray("items")
          .forEach(item -> found.add(item.getAsJsonObject().get(member).getAsString()));
      next = text(items.get("next"));
    }
    return found;
  }

  private static @Nullable String text(JsonElement value) {
    return value == null || value.isJsonNull() ? null : value.getAsString();
  }

  private JsonObject get(String url) {
    return send(
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build());
  }

  private JsonObject send(HttpRequest request) {
    try {
      return JsonParser.parseString(client.send(request, BodyHandlers.ofString()).body())
          .getAsJsonObject();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
