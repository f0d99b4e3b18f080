package pipeline.spotify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Spotify of one function: gives out tokens, and answers the rest as it is told to. */
final class FakeHttp implements Http {

  interface Answer {
    HttpReply to(HttpCall call) throws IOException;
  }

  private final List<HttpCall> calls = new CopyOnWriteArrayList<>();
  private final Answer api;
  private volatile Answer accounts =
      call -> json(200, "{\"access_token\":\"t" + tokens() + "\",\"expires_in\":3600}");

  FakeHttp(Answer api) {
    this.api = api;
  }

  FakeHttp withTokens(Answer answer) {
    accounts = answer;
    return this;
  }

  @Override
  public HttpReply send(HttpCall call) throws IOException {
    calls.add(call);
    return call.uri().getPath().equals("/api/token") ? accounts.to(call) : api.to(call);
  }

  /** What was asked of the API. */
  List<HttpCall> calls() {
    return calls.stream().filter(call -> !call.kind().equals(HttpCall.TOKEN)).toList();
  }

  List<String> paths() {
    return calls().stream().map(HttpCall::path).toList();
  }

  int tokens() {
    return (int) calls.stream().filter(call -> call.kind().equals(HttpCall.TOKEN)).count();
  }

  static HttpReply json(int status, String body) {
    return reply(status, body, Map.of());
  }

  static HttpReply reply(int status, String body, Map<String, String> headers) {
    return new HttpReply(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  static HttpReply throttled(String retryAfter) {
    return reply(429, "{\"error\":{\"status\":429}}", Map.of("Retry-After", retryAfter));
  }

  static HttpReply error(int status, String message) {
    return json(
        status, "{\"error\":{\"status\":%d,\"message\":\"%s\"}}".formatted(status, message));
  }
}
