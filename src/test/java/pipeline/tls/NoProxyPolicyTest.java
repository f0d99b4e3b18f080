package pipeline.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoProxyPolicyTest {
  private static boolean isDirect(String entry, String host, int port) {
    return NoProxyPolicy.parse(List.of(entry)).isDirect(host, port);
  }

  @ParameterizedTest
  @CsvSource({
    "example.test,     s3.example.test, true",
    "example.test,     EXAMPLE.test.,   true",
    "example.test.,    example.test,    true",
    ".example.test,    s3.example.test, true",
    ".example.test,    example.test,    true",
    "*.example.test,   s3.example.test, true",
    "Example.Test:443, s3.example.test, true",
    "example.test:80,  example.test,    false",
    "*,                anything,        true",
    "*:80,             anything,        false",
    "ample.test,       s3.example.test, false",
    "example.test,     example.test.eu, false",
    "s3.example.test,  example.test,    false",
    "s3.*.test,        s3.example.test, true",
    "s3.*.test,        s4.example.test, false",
    "a_b,              a_b,             true",
    "bücher.test,      xn--bcher-kva.test, true"
  })
  void domainIncludesItsSubdomains(String entry, String host, boolean direct) {
    assertEquals(direct, isDirect(entry, host, 443));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,       10.255.1.2,      true",
    "10.0.0.0/8,       11.0.0.1,        false",
    "10.1.2.3/8,       10.9.9.9,        true",
    "192.168.4.0/22,   192.168.7.255,   true",
    "192.168.4.0/22,   192.168.8.0,     false",
    "0.0.0.0/0,        1.2.3.4,         true",
    "0.0.0.0/0,        2001:db8::1,     false",
    "10.1.2.3/32,      10.1.2.3,        true",
    "10.1.2.3,         10.1.2.3,        true",
    "10.1.2.3,         10.1.2.30,       false",
    "10.1.2.3:443,     10.1.2.3,        true",
    "10.1.2.3:80,      10.1.2.3,        false",
    "10.0.0.0/8:443,   10.1.2.3,        true",
    "10.1.*,           10.1.2.3,        true",
    "10.1.2.3,         s3.10.1.2.3,     false",
    "10.0.0.0/8,       ten.example.test, false",
    "2001:db8::1,      2001:db8:0::1,   true",
    "2001:db8::1,      [2001:DB8::1],   true",
    "[2001:db8::1],    2001:db8::1,     true",
    "[2001:db8::1]:443, 2001:db8::1,    true",
    "[2001:db8::1]:80, 2001:db8::1,     false",
    "2001:db8::/32,    2001:db8:ffff::, true",
    "[2001:db8::]/32,  2001:db8:ffff::, true",
    "2001:db8::/33,    2001:db8:8000::, false",
    "fe80::1%eth0,     fe80::1,         true"
  })
  void addressMatchesByItsPrefix(String entry, String host, boolean direct) {
    assertEquals(direct, isDirect(entry, host, 443));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1", "[::1]"})
  void loopbackIsAlwaysDirect(String host) {
    assertTrue(NoProxyPolicy.parse(List.of()).isDirect(host, 443));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.test",
        "10.0.0.0/33",
        "10.0.0.0/x",
        "2001:db8::/129",
        "10.0.0",
        "192.168.",
        "10.0.0.256",
        ".",
        "*.",
        "a..b",
        "[::1",
        "example.test:99999",
        "a;b",
        "a|b",
        "example.test/8"
      })
  void invalidEntryIsRefused(String entry) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> NoProxyPolicy.parse(List.of(entry)))
            .getMessage();
    assertTrue(message.startsWith("has \"" + entry + "\", which is not a host"), message);
  }

  @Test
  void oneMatchingEntryIsEnough() {
    NoProxyPolicy policy = NoProxyPolicy.parse(List.of("10.0.0.0/8", "example.test"));
    assertTrue(policy.isDirect("10.0.0.1", 443));
    assertTrue(policy.isDirect("s3.example.test", 443));
  }
}
