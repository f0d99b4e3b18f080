package pipeline.spotify.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.HttpTransport;

/** A Spotify that issues tokens. A function of the test answers the API requests. */
public final class FakeTransport implements HttpTransport {

  public interface FakeAnswer {
    ApiResponse respond(ApiRequest call) throws IOException;
  }

  private final List<ApiRequest> calls = new CopyOnWriteArrayList<>();
  private final FakeAnswer api;
  private volatile FakeAnswer accounts =
      call -> json(200, "{\"access_token\":\"t" + tokenRequestCount() + "\",\"expires_in\":3600}");

  public FakeTransport(FakeAnswer api) {
    this.api = api;
  }

  public FakeTransport withTokens(FakeAnswer answer) {
    accounts = answer;
    return this;
  }

  @Override
  public ApiResponse send(ApiRequest call) throws IOException {
    calls.add(call);
    return call.uri().getPath().equals("/api/token") ? accounts.respond(call) : api.respond(call);
  }

  /** Returns the API requests, without those for tokens. */
  public List<ApiRequest> calls() {
    return calls.stream().filter(call -> !call.kind().equals(ApiRequest.TOKEN)).toList();
  }

  List<String> paths() {
    return calls().stream().map(ApiRequest::path).toList();
  }

  public int tokenRequestCount() {
    return (int) calls.stream().filter(call -> call.kind().equals(ApiRequest.TOKEN)).count();
  }

  public static ApiResponse json(int status, String body) {
    return reply(status, body, Map.of());
  }

  public static ApiResponse reply(int status, String body, Map<String, String> headers) {
    return new ApiResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  public static ApiResponse throttled(String retryAfter) {
    return reply(429, "{\"error\":{\"status\":429}}", Map.of("Retry-After", retryAfter));
  }

  public static ApiResponse error(int status, String message) {
    return json(
        status, "{\"error\":{\"status\":%d,\"message\":\"%s\"}}".formatted(status, message));
  }
}
