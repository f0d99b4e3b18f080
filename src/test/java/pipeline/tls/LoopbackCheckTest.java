package pipeline.tls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackCheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost",
        "127.0.0.1",
        "127.0.0.2",
        "127.255.255.254",
        "[::1]",
        "[0:0:0:0:0:0:0:1]"
      })
  void everyNameOfThisMachineIsLoopback(String host) {
    assertTrue(LoopbackCheck.isLoopback(host));
    assertTrue(LoopbackCheck.isLoopback(URI.create("http://" + host + ":8080/v1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.256",
        "128.0.0.1",
        "0.0.0.0",
        "localhost.evil.example",
        "api.spotify.com",
        "[::2]"
      })
  void otherHostsAreNot(String host) {
    assertFalse(LoopbackCheck.isLoopback(host));
    assertFalse(LoopbackCheck.isLoopback(URI.create("http://" + host + "/v1")));
  }
}
