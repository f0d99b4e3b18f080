package pipeline.simulator.options;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The maximum numbers of API requests in 30 seconds and in 24 hours.
 *
 * @param shortTerm the maximum number in any 30 seconds; 0 for no limit
 * @param daily the maximum number in any 24 hours by endpoint family. Spotify has such limits in
 *     development mode. A missing family or 0 means no limit.
 */
public record RequestQuotas(int shortTerm, Map<String, Integer> daily) {
  /** The endpoint families: the first segment of the path after {@code /v1}. */
  public static final List<String> FAMILIES =
      List.of("search", "albums", "artists", "browse", "tracks", "playlists", "me");

  public static final RequestQuotas NONE = new RequestQuotas(0, Map.of());

  private static final Pattern QUOTA = Pattern.compile("(?:([a-z]+)=)?(-?\\d{1,9})");

  /**
   * @throws IllegalArgumentException if a family is unknown or a number is negative
   */
  public RequestQuotas {
    daily = Map.copyOf(daily);
    check(shortTerm);
    daily.forEach(
        (family, requests) -> {
          if (!FAMILIES.contains(family)) {
            throw new IllegalArgumentException(
                "unknown endpoint family: '%s'; use one of %s"
                    .formatted(family, String.join(", ", FAMILIES)));
          }
          check(requests);
        });
  }

  private static void check(int requests) {
    if (requests < 0) {
      throw new IllegalArgumentException(
          "invalid quota: " + requests + "; use 0 (no limit) or more requests");
    }
  }

  /**
   * Parses quotas. {@code 50} is a quota for 30 seconds, and {@code albums=600} is a quota of one
   * endpoint family for 24 hours. A later quota replaces an earlier one.
   *
   * @throws IllegalArgumentException if a quota is invalid
   */
  public static RequestQuotas parse(List<String> texts) {
    RequestQuotas quotas = NONE;
    for (String text : texts) {
      Matcher quota = QUOTA.matcher(text);
      if (!quota.matches()) {
        throw new IllegalArgumentException(
            "invalid quota: '" + text + "'; use a number such as 50, or albums=600");
      }
      int requests = Integer.parseInt(quota.group(2));
      quotas =
          quota.group(1) == null
              ? quotas.withShortTerm(requests)
              : quotas.withFamily(quota.group(1), requests);
    }
    return quotas;
  }

  RequestQuotas withShortTerm(int requests) {
    return new RequestQuotas(requests, daily);
  }

  RequestQuotas withFamily(String family, int requests) {
    Map<String, Integer> all = new HashMap<>(daily);
    all.put(family, requests);
    return new RequestQuotas(shortTerm, all);
  }
}
