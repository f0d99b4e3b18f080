package pipeline.it.commands;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.RunningProcess;

/** A headless Chromium that a test controls over the DevTools protocol on loopback. */
final class Chromium implements AutoCloseable {
  private static final Gson GSON = new Gson();
  private static final int TIMEOUT_SECONDS = 300;

  private final RunningProcess process;
  private final WebSocket socket;
  private final BlockingQueue<JsonObject> replies = new LinkedBlockingQueue<>();
  private final List<String> errors = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private int calls;

  private Chromium(RunningProcess process, URI page) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(page, new FrameListener())
            .join();
    Stream.of("Inspector", "Page", "Runtime", "Log", "Network")
        .forEach(part -> call(part + ".enable", Map.of()));
  }

  /**
   * Starts Chromium. If it is not installed, the test is skipped, or fails under {@code
   * -Dfull=true}.
   */
  static Chromium start(Path folder) {
    boolean present =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "chromium")));
    PipelineJar.MissingFeature.assumeAvailable(present, "install chromium");
    Path profile = folder.resolve("profile");
    RunningProcess process =
        RunningProcess.start(
            folder,
            Map.of(),
            List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox", // needed if the test runs as root, for example in a container
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank"));
    Path port = profile.resolve("DevToolsActivePort");
    if (!process.awaitCondition(() -> lines(port).size() > 1)) {
      throw new AssertionError("Chromium ended:\n" + process.err());
    }
    return new Chromium(process, page(lines(port).get(0)));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Returns the DevTools address of the only page. */
  private static URI page(String port) {
    URI list = URI.create("http://127.0.0.1:%s/json/list".formatted(port));
    try {
      String pages =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      for (JsonElement page : JsonParser.parseString(pages).getAsJsonArray()) {
        if (page.getAsJsonObject().get("type").getAsString().equals("page")) {
          return URI.create(page.getAsJsonObject().get("webSocketDebuggerUrl").getAsString());
        }
      }
      throw new AssertionError("Chromium has no page: " + pages);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  /**
   * Returns the console errors and warnings of the page, uncaught errors and policy violations
   * included.
   */
  List<String> errors() {
    return errors;
  }

  /** Returns the URLs that the page requested, except its own and data URLs. */
  List<String> requests() {
    return requests;
  }

  /** Opens a file with a viewport of that width in pixels. */
  void open(Path file, int width, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    errors.clear();
    requests.clear();
    call("Page.navigate", Map.of("url", file.toUri().toString()));
    awaitPage();
    requests.removeIf(url -> url.equals(file.toUri().toString()));
  }

  private void awaitPage() {
    while (!isTrue("document.readyState === 'complete' && location.protocol === 'file:'")) {
      RunningProcess.pause(20);
    }
  }

  /**
   * Returns the value of a JavaScript expression. If the value is a promise, waits for its result.
   */
  JsonElement evaluate(String expression) {
    JsonObject done =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (done.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + done.get("exceptionDetails"));
    }
    JsonElement value = done.getAsJsonObject("result").get("value");
    return value == null ? new JsonObject() : value;
  }

  List<String> texts(String expression) {
    JsonArray texts = evaluate(expression).getAsJsonArray();
    return texts.asList().stream().map(JsonElement::getAsString).toList();
  }

  boolean isTrue(String expression) {
    return evaluate(expression).getAsBoolean();
  }

  void pressTab() {
    press(Map.of("key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
  }

  void pressEnter() {
    press(Map.of("key", "Enter", "code", "Enter", "windowsVirtualKeyCode", 13, "text", "\r"));
  }

  private void press(Map<String, Object> key) {
    for (String type : List.of("keyDown", "keyUp")) {
      JsonObject event = GSON.toJsonTree(key).getAsJsonObject();
      event.addProperty("type", type);
      call("Input.dispatchKeyEvent", event);
    }
  }

  void type(String text) {
    call("Input.insertText", Map.of("text", text));
  }

  byte[] pdf() {
    return bytes(call("Page.printToPDF", Map.of("printBackground", false)));
  }

  /** Takes a picture of the page, at most that many pixels high. */
  byte[] picture(int width, int height) {
    Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    Map<String, Object> options =
        Map.of("format", "png", "captureBeyondViewport", true, "clip", clip);
    return bytes(call("Page.captureScreenshot", options));
  }

  private static byte[] bytes(JsonObject reply) {
    return Base64.getDecoder().decode(reply.get("data").getAsString());
  }

  private JsonObject call(String method, Object parameters) {
    int id = ++calls;
    socket
        .sendText(GSON.toJson(Map.of("id", id, "method", method, "params", parameters)), true)
        .join();
    try {
      while (true) {
        JsonObject reply = replies.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (reply == null) {
          throw new AssertionError(method + " is not answered\n" + process.err());
        }
        if (!reply.has("id")) {
          recordEvent(reply);
        } else if (reply.get("id").getAsInt() == id) {
          if (reply.has("error")) {
            throw new AssertionError(method + ": " + reply + "\n" + process.err());
          }
          return reply.getAsJsonObject("result");
        } // any other reply belongs to an earlier request and came after its timeout
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  private void recordEvent(JsonObject event) {
    JsonObject parameters = event.getAsJsonObject("params");
    switch (event.get("method").getAsString()) {
      case "Inspector.targetCrashed" ->
          throw new AssertionError("the page's process crashed\n" + process.err());
      case "Runtime.exceptionThrown", "Log.entryAdded" -> errors.add(parameters.toString());
      case "Runtime.consoleAPICalled" -> errors.add(parameters.get("args").toString());
      case "Network.requestWillBeSent" -> {
        String url = parameters.getAsJsonObject("request").get("url").getAsString();
        if (!url.startsWith("data:")) {
          requests.add(url);
        }
      }
      default -> {}
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.signal("TERM");
    process.awaitCondition(() -> false);
    process.close();
  }

  /** Joins the frames of a WebSocket message. */
  private final class FrameListener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        replies.add(JsonParser.parseString(message.toString()).getAsJsonObject());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
