package pipeline.simulator.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import pipeline.simulator.Simulator;
import pipeline.simulator.SimulatorClient;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.testing.clock.FakeTime;

class SimulatorTokenTest {
  private static final String PATH = "/browse/new-releases";

  private final FakeTime clock = new FakeTime();

  private Simulator start(SimulatorConfig options) {
    return Simulator.start(options, 0, clock);
  }

  @Test
  void validCredentialsGetAUsableToken() {
    try (Simulator simulator = start(SimulatorConfig.DEFAULTS)) {
      SimulatorClient client = new SimulatorClient(simulator);
      JsonObject grant = client.logIn("id", "secret").json();
      assertEquals("Bearer", grant.get("token_type").getAsString());
      assertEquals(3600, grant.get("expires_in").getAsInt());
      String token = grant.get("access_token").getAsString();
      assertEquals(200, client.getWith("Bearer " + token, PATH).status());
      assertNotEquals(grant, client.logIn("id", "secret").json());
    }
  }

  @Test
  void wrongCredentialsAreAnInvalidClient() {
    try (Simulator simulator = start(SimulatorConfig.DEFAULTS)) {
      SimulatorClient client = new SimulatorClient(simulator);
      for (SimulatorClient.SimulatorAnswer answer :
          new SimulatorClient.SimulatorAnswer[] {
            client.logIn("id", SimulatorConfig.REFUSED_SECRET),
            client.logIn("id", ""),
            client.logIn("", "secret"),
            client.post("Basic ???", "client_credentials"),
            client.post("Bearer x", "client_credentials")
          }) {
        assertEquals(400, answer.status());
        assertEquals("invalid_client", answer.json().get("error").getAsString());
        assertFalse(answer.json().get("error_description").getAsString().isEmpty());
      }
    }
  }

  @Test
  void otherGrantsAreUnsupported() {
    try (Simulator simulator = start(SimulatorConfig.DEFAULTS)) {
      SimulatorClient.SimulatorAnswer answer =
          new SimulatorClient(simulator).post("Basic YTpi", "password");
      assertEquals(400, answer.status());
      assertEquals("unsupported_grant_type", answer.json().get("error").getAsString());
    }
  }

  @Test
  void tokenExpiresAfterItsLifetime() {
    try (Simulator simulator = start(SimulatorConfig.DEFAULTS.withTokenSeconds(60))) {
      SimulatorClient client = new SimulatorClient(simulator);
      clock.advance(Duration.ofSeconds(59));
      assertEquals(200, client.get(PATH).status());
      clock.advance(Duration.ofSeconds(1));
      SimulatorClient.SimulatorAnswer answer = client.get(PATH);
      assertEquals(
          "{\"error\":{\"status\":401,\"message\":\"The access token expired\"}}", answer.text());
      assertEquals(401, answer.status());
      assertEquals(200, new SimulatorClient(simulator).get(PATH).status());
    }
  }

  @Test
  void requestWithoutAValidTokenIsRefused() {
    try (Simulator simulator = start(SimulatorConfig.DEFAULTS)) {
      SimulatorClient client = new SimulatorClient(simulator);
      assertEquals("No token provided", refused(client.getWithout(PATH)));
      assertEquals("Invalid access token", refused(client.getWith("Bearer nonsense", PATH)));
      assertEquals("Invalid access token", refused(client.getWith("Bearer BQsim!!!", PATH)));
      SimulatorClient.SimulatorAnswer basic = client.getWith("Basic YTpi", PATH);
      assertEquals(400, basic.status());
      assertEquals("Only valid bearer authentication supported", basic.message());
    }
  }

  @Test
  void tokenIsValidAfterARestart() {
    String token;
    try (Simulator simulator = start(SimulatorConfig.DEFAULTS)) {
      token =
          new SimulatorClient(simulator).logIn("a", "b").json().get("access_token").getAsString();
    }
    try (Simulator simulator = start(SimulatorConfig.DEFAULTS)) {
      assertEquals(200, new SimulatorClient(simulator).getWith("Bearer " + token, PATH).status());
    }
    try (Simulator simulator = start(SimulatorConfig.DEFAULTS.withSeed(1))) {
      assertEquals(401, new SimulatorClient(simulator).getWith("Bearer " + token, PATH).status());
    }
  }

  private static String refused(SimulatorClient.SimulatorAnswer answer) {
    assertEquals(401, answer.status());
    return answer.message();
  }
}
