package pipeline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.cli.shell.CommandLineApp;
import pipeline.testing.cli.CommandRun;
import pipeline.testing.cli.FakePlaylistService;
import pipeline.testing.cli.FakeServices;
import pipeline.testing.cli.FakeStageRunner;

class SimulateCommandTest {
  @Test
  @Timeout(20)
  void printedAddressIsServedUntilStopped() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ProcessEnvironment environment =
        new ProcessEnvironment(
            Map.of(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            StderrTerminal.NONE,
            StdoutTerminal.NONE,
            CommandRun.NOON,
            Path.of("target"),
            Map.of());
    AtomicInteger code = new AtomicInteger(-1);
    Thread serving =
        new Thread(
            () ->
                code.set(
                    new CommandLineApp(
                            environment,
                            FakeServices.create(
                                new FakeStageRunner(), new FakePlaylistService(), new Random(1)))
                        .run("simulate")));
    serving.start();
    String output = "";
    while (!output.contains("SPOTIFY_CLIENT_SECRET=")) {
      Thread.sleep(10);
      output = out.toString(StandardCharsets.UTF_8);
    }
    String api = output.lines().findFirst().orElseThrow().substring("SPOTIFY_API_URL=".length());
    assertEquals(401, status(api + "/browse/new-releases"));
    serving.interrupt();
    serving.join();
    assertEquals(0, code.get());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--fault flood | unknown kind of fault: 'flood'; use one of 429",
        "--port 65536 | --port is out of range: 65536; use a number from 0 to 65535",
        "--quota songs=1 | unknown endpoint family: 'songs'; use one of search, albums, artists",
        "--quota albums=many | invalid quota: 'albums=many'; use a number such as 50, or"
            + " albums=600",
        "--quota -1 | invalid quota: -1; use 0 (no limit) or more requests",
        "--albums 0 | albums must be 1 to 100000",
        "--app huge | 'huge' is not one of development, extended"
      })
  void invalidOptionIsRefused(String option, String message) {
    CommandRun run = CommandRun.runLine("simulate " + option);
    assertEquals(64, run.exitCode());
    assertTrue(run.err().contains(message), run.err());
    assertEquals("", run.out());
  }

  @Test
  void usedPortIsReported() throws Exception {
    try (ServerSocket usedPort = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun run =
          CommandRun.run("simulate", "--port", String.valueOf(usedPort.getLocalPort()));
      assertEquals(78, run.exitCode());
      assertTrue(run.err().contains("choose another port"), run.err());
      assertTrue(!run.err().contains("\tat "), run.err());
    }
  }

  private static int status(String url) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
