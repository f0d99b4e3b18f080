package pipeline.simulator.api;

import java.util.List;
import java.util.Set;
import pipeline.simulator.http.HttpErrorException;

/** The markets in which albums are available. */
final class Markets {
  static final List<String> ALL =
      List.of(
          "AR", "AU", "AT", "BE", "BR", "CA", "CL", "CO", "CZ", "DE", "DK", "EG", "ES", "FI", "FR",
          "GB", "GR", "HU", "ID", "IE", "IL", "IN", "IT", "JP", "KR", "MX", "NL", "NO", "NZ", "PL",
          "PT", "RO", "SE", "TH", "TR", "TW", "UA", "US", "ZA");

  private static final Set<String> KNOWN = Set.copyOf(ALL);

  private Markets() {}

  static void check(String market) {
    if (!KNOWN.contains(market) && !market.equals("from_token")) {
      throw HttpErrorException.badRequest("Invalid market code");
    }
  }
}
