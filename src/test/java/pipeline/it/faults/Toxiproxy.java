package pipeline.it.faults;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.testing.process.LocalMachine;
import pipeline.testing.process.RunningProcess;

/** A bad network: a process of Shopify's toxiproxy. */
final class Toxiproxy implements AutoCloseable {
  static final String INSTALL =
      "build github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0 with Go, as toxiproxy-server";

  private static final Gson GSON = new Gson();
  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningProcess process;
  private final String api;

  private Toxiproxy(RunningProcess process, int port) {
    this.process = process;
    this.api = "http://127.0.0.1:" + port;
  }

  /** Returns the program, if it is installed. */
  static Optional<Path> installed() {
    return LocalMachine.findProgram("toxiproxy-server");
  }

  static Toxiproxy start(Path folder) {
    int port = LocalMachine.freePort();
    Path program = installed().orElseThrow();
    Toxiproxy proxy =
        new Toxiproxy(
            RunningProcess.start(
                folder,
                Map.of(),
                List.of(program.toString(), "-host", "127.0.0.1", "-port", Integer.toString(port))),
            port);
    if (!proxy.process.awaitCondition(proxy::isAnswering)) {
      throw new AssertionError("toxiproxy ended: " + proxy.process.err());
    }
    return proxy;
  }

  private boolean isAnswering() {
    try {
      call("GET", "/version", null);
      return true;
    } catch (UncheckedIOException notYet) {
      RunningProcess.pause(50);
      return false;
    }
  }

  /**
   * Adds a proxy in front of a server.
   *
   * @return the address of the proxy
   */
  URI addProxy(String name, URI server) {
    String listen = "127.0.0.1:" + LocalMachine.freePort();
    call(
        "POST",
        "/proxies",
        Map.of(
            "name",
            name,
            "listen",
            listen,
            "upstream",
            server.getHost() + ":" + server.getPort(),
            "enabled",
            true));
    return URI.create("http://" + listen + Optional.ofNullable(server.getPath()).orElse(""));
  }

  /** Adds a fault to new connections of a proxy. */
  void add(String proxy, NetworkFault toxic) {
    call("POST", "/proxies/" + proxy + "/toxics", toxic.toMap());
  }

  /** Closes a proxy and its connections, or opens the proxy again. */
  void cutOff(String proxy, boolean off) {
    call("POST", "/proxies/" + proxy, Map.of("enabled", !off));
  }

  /** Removes all faults. */
  void reset() {
    call("POST", "/reset", Map.of());
  }

  private void call(String method, String path, @Nullable Object body) {
    HttpRequest.BodyPublisher sent =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(GSON.toJson(body));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + path))
            .header("User-Agent", "tests")
            .method(method, sent)
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(path + ": " + answer.body());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
