package pipeline.simulator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import pipeline.simulator.Simulator;
import pipeline.simulator.SimulatorClient;
import pipeline.simulator.SimulatorClient.SimulatorAnswer;
import pipeline.simulator.options.SimulatorConfig;

/** Checks the headers and the encoding of responses. */
class ResponseHeadersTest {
  private static final String PATH = "/browse/new-releases";
  private static final Simulator SIMULATOR =
      Simulator.start(
          SimulatorConfig.DEFAULTS.withDate(LocalDate.parse("2026-11-20")), 0, Clock.systemUTC());

  private final SimulatorClient client = new SimulatorClient(SIMULATOR);

  @AfterAll
  static void close() {
    SIMULATOR.close();
  }

  private HttpResponse<byte[]> getWithEncoding(String acceptEncoding) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            client.request(PATH).header("Accept-Encoding", acceptEncoding).build(),
            BodyHandlers.ofByteArray());
  }

  @Test
  void bodyIsZippedAndChunkedForAClientThatAcceptsGzip() throws Exception {
    HttpResponse<byte[]> zipped = getWithEncoding("gzip, x-gzip, deflate");
    assertEquals("gzip", zipped.headers().firstValue("Content-Encoding").orElseThrow());
    assertEquals("Accept-Encoding", zipped.headers().firstValue("Vary").orElseThrow());
    assertEquals("chunked", zipped.headers().firstValue("Transfer-Encoding").orElseThrow());
    assertEquals(client.get(PATH).text(), unzip(zipped.body()));
  }

  private static String unzip(byte[] body) throws IOException {
    try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void bodyIsUncompressedForClientsWithoutGzip() throws Exception {
    assertEquals("", client.get(PATH).header("Content-Encoding"));
    assertTrue(getWithEncoding("identity").headers().firstValue("Content-Length").isPresent());
    assertTrue(getWithEncoding("br, gzip;q=0").headers().firstValue("Vary").isEmpty());
  }

  @Test
  void catalogueResponseMayBeCachedAndHasATag() {
    SimulatorAnswer first = client.get(PATH);
    assertTrue(first.header("Cache-Control").startsWith("public, max-age="));
    assertTrue(first.header("ETag").matches("W/\"[0-9a-f]{8}\""), first.header("ETag"));
    assertEquals(first.header("ETag"), client.get(PATH).header("ETag"));
    assertNotEquals(first.header("ETag"), client.get(PATH + "?limit=1").header("ETag"));
    assertEquals("", client.get("/albums/x").header("ETag"));
  }

  @Test
  void refusalOfATokenHasAChallenge() {
    assertEquals(
        "Bearer realm=\"spotify\", error=\"invalid_token\","
            + " error_description=\"Invalid access token\"",
        client.getWith("Bearer wrong", PATH).header("WWW-Authenticate"));
    assertTrue(client.getWithout(PATH).header("WWW-Authenticate").startsWith("Bearer "));
    assertEquals("", client.getWith("Basic wrong", PATH).header("WWW-Authenticate"));
  }
}
