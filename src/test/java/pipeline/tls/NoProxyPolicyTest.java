package pipeline.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "example.test,     s3.example.test,  true",
    "example.test,     example.test,     true",
    "example.test,     S3.Example.Test,  true",
    ".example.test,    s3.example.test,  true",
    "*.example.test,   s3.example.test,  true",
    "Example.Test:443, s3.example.test,  true",
    "*,                anything,         true",
    "*:443,            anything,         true",
    "10.0.0.1:8080,    10.0.0.1,         true",
    "[fd00::1]:8080,   [fd00::1],        true",
    "fd00::1,          fd00::1,          true",
    "fd00::1,          fd00:,            false",
    "ample.test,       s3.example.test,  false",
    "example.test,     example.test.eu,  false",
    "s3.example.test,  example.test,     false",
    "exampleXtest,     example.test,     false",
    ".,                a.,               false",
    "none,             localhost,        true",
    "none,             127.0.0.2,        true",
    "none,             127.evil.example, false"
  })
  void anEntryIsADomainWithAllBelowIt(String entry, String host, boolean direct) {
    assertEquals(direct, new NoProxyPolicy(List.of(entry)).isDirect(host));
  }
}
