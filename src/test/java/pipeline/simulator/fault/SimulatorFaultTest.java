package pipeline.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.simulator.Simulator;
import pipeline.simulator.SimulatorClient;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.FaultKind;
import pipeline.simulator.options.SimulatorConfig;

class SimulatorFaultTest {
  private static final SimulatorConfig OPTIONS =
      SimulatorConfig.DEFAULTS.withDate(LocalDate.parse("2026-11-20"));
  private static final String FIRST = "/browse/new-releases?limit=50";
  private static final String SECOND = FIRST + "&offset=50";

  private final List<Simulator> started = new ArrayList<>();

  private SimulatorClient start(String... faults) {
    var options = OPTIONS.withFaults(Stream.of(faults).map(Fault::parse).toList());
    started.add(Simulator.start(options, 0, Clock.systemUTC()));
    return new SimulatorClient(started.get(started.size() - 1));
  }

  private int port() {
    return started.get(0).apiUrl().getPort();
  }

  @AfterEach
  void close() {
    started.forEach(Simulator::close);
  }

  /** Each kind occurs once. The next response is normal. */
  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void eachKindIsVisibleAndEnds(FaultKind kind) {
    switch (kind) {
      case RATE_LIMITED -> assertEquals("429 1", status("429", "Retry-After"));
      case RATE_LIMITED_EMPTY ->
          assertEquals("", responseWithFault("429-empty:retry-after=7", FIRST).text());
      case QUOTA_EXCEEDED -> assertEquals("429 86400", status("quota-exceeded", "Retry-After"));
      case UNAUTHORIZED -> assertEquals("401 The access token expired", message("401"));
      case SERVER_ERROR -> assertEquals("500 Server error.", message("500"));
      case APPLIED -> assertEquals("500 Server error.", message("500-applied"));
      case BAD_GATEWAY ->
          assertEquals("502 text/html; charset=utf-8", status("502", "Content-Type"));
      case UNAVAILABLE -> assertEquals("", responseWithFault("503", FIRST).text());
      case BAD_REQUEST -> assertEquals("400 Bad request", message("400"));
      case NOT_BEARER ->
          assertEquals("400 Only valid bearer authentication supported", message("not-bearer"));
      case NOT_APPROVED -> assertEquals("403 User not approved for app", message("not-approved"));
      case BLOCKED ->
          assertEquals("403 text/html; charset=utf-8", status("blocked", "Content-Type"));
      case NOT_FOUND -> assertEquals("404 Resource not found", message("404"));
      case NO_SERVICE -> assertEquals("404 Service not found", message("no-service"));
      case FORBIDDEN -> assertEquals("403 Forbidden", message("403"));
      case PREMIUM_NEEDED -> assertPlain("premium-needed", "Active premium subscription required");
      case NOT_REGISTERED -> assertPlain("not-registered", "user may not be registered");
      case NOT_JSON -> assertTrue(responseWithFault("not-json", FIRST).text().startsWith("<html>"));
      case EMPTY_BODY -> assertEquals("200 ", status("empty-body", "No-Such-Header"));
      case REDIRECT ->
          assertEquals(
              "302 http://elsewhere.example/v1" + FIRST,
              status("redirect:to=http://elsewhere.example", "Location"));
      case CUT, CLOSED -> assertBroken(kind.text());
      case SLOW -> assertLate();
      case GONE -> assertGone();
      case TAKEN_DOWN -> assertTakenDown();
      case SHIFTED -> assertShifted();
      case NULL_ITEM ->
          assertTrue(pageWithFault("null-item").getAsJsonArray("items").get(25).isJsonNull());
      case NULL_PAGE -> assertTrue(pageWithFault("null-page").get("items").isJsonNull());
      case EMPTY_PAGE -> assertEquals(0, size(pageWithFault("empty-page")));
      case SHORT_PAGE -> assertEquals(49, size(pageWithFault("short-page")));
      case WRONG_TOTAL -> assertEquals(101, pageWithFault("wrong-total").get("total").getAsInt());
      case FIELD_ADDED -> assertTrue(firstOf("field-added").has("news"));
      case FIELD_DROPPED -> assertFalse(firstOf("field-dropped").has("name"));
      case FIELD_CHANGED -> assertTrue(firstOf("field-changed").get("name").isJsonObject());
      case DUPLICATE -> assertDuplicate();
      case NEXT_NULL -> assertTrue(pageWithFault("next-null").get("next").isJsonNull());
      default -> assertNext(kind);
    }
  }

  private JsonObject firstOf(String fault) {
    return pageWithFault(fault).getAsJsonArray("items").get(0).getAsJsonObject();
  }

  private void assertNext(FaultKind kind) {
    String next = pageWithFault(linkFault(kind)).get("next").getAsString();
    assertEquals(expectedNext(kind), next);
  }

  private static String linkFault(FaultKind kind) {
    return kind == FaultKind.NEXT ? "next:to={origin}.evil.example{path}?{query}" : kind.text();
  }

  private String expectedNext(FaultKind kind) {
    String host = "127.0.0.1:" + port();
    String rest = "/v1/browse/new-releases?offset=50&limit=50&locale=*";
    return switch (kind) {
      case NEXT_FOREIGN -> "http://foreign.example" + rest;
      case NEXT_PORT -> "http://127.0.0.1:" + (port() ^ 1) + rest;
      case NEXT_SCHEME -> "https://" + host + rest;
      case NEXT_USER_INFO -> "http://someone@" + host + rest;
      case NEXT_RELATIVE -> rest;
      case NEXT_REPEATED -> "http://" + host + rest.replace("offset=50", "offset=0");
      case NEXT_SKIPS -> "http://" + host + rest.replace("offset=50", "offset=100");
      case NEXT -> "http://" + host + ".evil.example" + rest;
      default -> throw new AssertionError("no test shows " + kind.text());
    };
  }

  /** Returns the response with the fault, and checks that the next one is normal. */
  private SimulatorClient.SimulatorAnswer responseWithFault(String fault, String path) {
    SimulatorClient caller = start(fault + (fault.contains(":") ? "," : ":") + "times=1");
    SimulatorClient.SimulatorAnswer answer = caller.get(path);
    SimulatorClient.SimulatorAnswer again = caller.get(path);
    assertEquals(200, again.status());
    assertEquals(50, again.items().size());
    assertNotEquals(again.text(), answer.text());
    return answer;
  }

  private String status(String fault, String header) {
    SimulatorClient.SimulatorAnswer answer = responseWithFault(fault, FIRST);
    return answer.status() + " " + answer.header(header);
  }

  private String message(String fault) {
    SimulatorClient.SimulatorAnswer answer = responseWithFault(fault, FIRST);
    return answer.status() + " " + answer.message();
  }

  private JsonObject pageWithFault(String fault) {
    return responseWithFault(fault, FIRST).page();
  }

  private static int size(JsonObject page) {
    return page.getAsJsonArray("items").size();
  }

  private void assertPlain(String fault, String part) {
    SimulatorClient.SimulatorAnswer answer = responseWithFault(fault, FIRST);
    assertEquals(
        "403 text/plain; charset=utf-8", answer.status() + " " + answer.header("Content-Type"));
    assertTrue(answer.text().contains(part));
  }

  private void assertBroken(String fault) {
    // The fault is not limited to one response, because the JDK's client repeats a GET if the
    // connection closes.
    SimulatorClient caller = start(fault + ":path=/v1" + FIRST + "$");
    var failure = assertThrows(UncheckedIOException.class, () -> caller.get(FIRST));
    assertNotNull(failure.getCause());
    assertEquals(50, caller.get(SECOND).items().size());
  }

  private void assertLate() {
    SimulatorClient caller = start("slow:ms=300,times=1");
    long begin = System.nanoTime();
    assertEquals(50, caller.get(FIRST).items().size());
    assertTrue(Duration.ofNanos(System.nanoTime() - begin).toMillis() >= 300);
  }

  private void assertGone() {
    SimulatorClient caller = start("gone:share=0.3");
    Set<String> removed = new HashSet<>();
    JsonArray listed = caller.get(FIRST).items();
    for (var album : listed) {
      String id = album.getAsJsonObject().get("id").getAsString();
      int status = caller.get("/albums/" + id).status();
      assertEquals(status, caller.get("/albums/" + id + "/tracks").status());
      assertEquals(
          status == 404,
          caller.get("/albums?ids=" + id).json().getAsJsonArray("albums").get(0).isJsonNull());
      if (status == 404) {
        removed.add(id);
      }
    }
    assertTrue(removed.size() > 5 && removed.size() < 30, removed.size() + " of 50");
  }

  private void assertTakenDown() {
    SimulatorClient caller = start("taken-down:share=0.3");
    int takenDown = 0;
    for (var item : caller.get(FIRST).items()) {
      JsonObject album = item.getAsJsonObject();
      if (album.getAsJsonArray("images").isEmpty()) {
        takenDown++;
        assertEquals("", album.get("name").getAsString());
        assertEquals("0000", album.get("release_date").getAsString());
        JsonArray artists = album.getAsJsonArray("artists");
        assertEquals("", artists.get(0).getAsJsonObject().get("name").getAsString());
        JsonObject full = caller.get("/albums/" + album.get("id").getAsString()).json();
        assertEquals(artists, full.get("artists"));
      }
    }
    assertTrue(takenDown > 5 && takenDown < 30, takenDown + " of 50");
  }

  private void assertShifted() {
    SimulatorClient caller = start("shifted:times=1");
    JsonArray first = caller.get(FIRST).items();
    JsonArray second = caller.get(SECOND).items();
    assertEquals(first.get(49), second.get(0));
    assertEquals(50, second.size());
    assertEquals(second.get(1), caller.get(SECOND).items().get(0));
  }

  private void assertDuplicate() {
    JsonArray items = pageWithFault("duplicate").getAsJsonArray("items");
    assertEquals(items.get(0), items.get(49));
  }

  @Test
  void retryAfterIsConfigurable() {
    for (String value :
        List.of("0", "-1", "soon", "99999999999", "Fri, 31 Dec 2027 23:59:59 GMT")) {
      assertEquals(value, start("429:retry-after=" + value).get(FIRST).header("Retry-After"));
    }
    assertTrue(
        start("429:retry-after=none")
            .get(FIRST)
            .response()
            .headers()
            .firstValue("Retry-After")
            .isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "502", "503"})
  void outageMayNameItsEnd(String kind) {
    assertEquals("30", start(kind + ":retry-after=30").get(FIRST).header("Retry-After"));
    assertTrue(start(kind).get(FIRST).response().headers().firstValue("Retry-After").isEmpty());
  }

  @Test
  void quotaResponseNamesItsReason() {
    JsonObject error = start("quota-exceeded").get(FIRST).json().getAsJsonObject("error");
    assertEquals("QUOTA_EXCEEDED", error.get("reason").getAsString());
  }

  @Test
  void faultsApplyToPagesWithinAlbums() {
    SimulatorClient caller = start("next-foreign:path=/v1/albums");
    Set<String> links = new HashSet<>();
    for (var album : caller.get(FIRST).items()) {
      String id = album.getAsJsonObject().get("id").getAsString();
      JsonObject tracks = caller.get("/albums/" + id).json().getAsJsonObject("tracks");
      links.add(tracks.get("next").toString().replaceAll("/v1.*", ""));
    }
    assertEquals(Set.of("null", "\"http://foreign.example"), links);
  }

  @Test
  void tokenRequestsAreSparedUnlessSelected() {
    assertEquals(503, start("503").get(FIRST).status());
    SimulatorClient caller = start("503:path=/api/token,after=1");
    assertEquals(200, caller.get(FIRST).status());
    assertEquals(503, caller.logIn("a", "b").status());
  }

  @Test
  void firstMatchingFaultApplies() {
    SimulatorClient caller = start("500:times=1", "502:times=1");
    assertEquals(500, caller.get(FIRST).status());
    assertEquals(502, caller.get(FIRST).status());
    assertEquals(200, caller.get(FIRST).status());
  }

  @Test
  void sameFaultsApplyToTheSameRequests() {
    List<Integer> first = statuses(start("500:rate=0.5"));
    assertEquals(first, statuses(start("500:rate=0.5")));
    assertEquals(Set.of(200, 500), new HashSet<>(first));
  }

  private static List<Integer> statuses(SimulatorClient caller) {
    return Stream.generate(() -> caller.get(FIRST).status()).limit(40).toList();
  }
}
