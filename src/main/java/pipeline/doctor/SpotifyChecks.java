package pipeline.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.AppDiagnosticsProbe;
import pipeline.spotify.client.AppDiagnosticsProbe.AppPermissions;
import pipeline.spotify.quota.FamilyUsage;

/**
 * Checks of the Spotify app.
 *
 * @param spotify opens the connection to Spotify
 */
public record SpotifyChecks(Supplier<AppDiagnosticsProbe> spotify) {
  private static final String NEW_RELEASES = "new_releases";

  /**
   * Checks that no rate-limit block is stored. During a block, only a run with {@code
   * --ignore-block} sends requests to the API.
   */
  public CheckResult rateLimitBlock() {
    spotify.get().checkNotBlocked();
    return CheckResult.ok("no rate-limit block is stored");
  }

  /** Checks that each endpoint family has calls left in its daily quota. */
  public static CheckResult quota(List<FamilyUsage> usage) {
    if (usage.isEmpty()) {
      return CheckResult.ok("no calls in the last 24 hours, and no known limit");
    }
    String calls =
        usage.stream()
            .map(family -> family.family().label() + " " + family.format())
            .collect(Collectors.joining("; ", "calls in the last 24 hours: ", ""));
    return usage.stream()
        .filter(FamilyUsage::isExhausted)
        .findFirst()
        .map(
            used ->
                CheckResult.warn(
                    calls,
                    """
                    Runs that call the endpoint family %1$s fail with exit code 75 until %2$s. \
                    If the limit is wrong, set another one with --requests-per-day %1$s=<n>.\
                    """
                        .formatted(used.family().label(), used.freesAt())))
        .orElseGet(() -> CheckResult.ok(calls));
  }

  /** Checks that Spotify accepts the credentials. */
  public CheckResult signIn() {
    spotify.get().signIn();
    return CheckResult.ok("Spotify accepts the credentials");
  }

  /**
   * Checks that the app may use the source of the lake's listings.
   *
   * @param stateStore contains the source of the lake's listings if a run has stored it
   */
  public CheckResult app(StateStore stateStore) {
    AppPermissions permissions = spotify.get().probePermissions();
    Optional<String> pinned =
        stateStore.find(StateStore.SOURCE).filter(source -> !source.isBlank());
    String description =
        describe(permissions) + pinned.map("; source of this lake: "::concat).orElse("");
    return pinned.filter(NEW_RELEASES::equals).isPresent() && !permissions.mayListNewReleases()
        ? CheckResult.fail(
            description,
            "extract-releases will fail with exit code 77. To continue with the albums that a"
                + " search finds, run extract-releases with --source search.")
        : CheckResult.ok(description);
  }

  /**
   * Checks that the next listings will have the same market as the earlier listings.
   *
   * @param configured the country code of the setting SPOTIFY_MARKET; empty for none
   * @param stateStore contains the market of the lake's listings if a run has stored it
   */
  public static CheckResult market(Optional<String> configured, StateStore stateStore) {
    String market = configured.orElse(StateStore.NO_MARKET);
    Optional<String> earlier =
        stateStore.find(StateStore.MARKET).filter(stored -> !stored.isBlank());
    if (earlier.isPresent() && !earlier.get().equals(market)) {
      return CheckResult.warn(
          "market %s, but earlier listings of this lake have market %s"
              .formatted(market, earlier.get()),
          "Albums and release dates differ by market. To keep the earlier market, set"
              + " SPOTIFY_MARKET to %s.".formatted(earlier.get()));
    }
    String description = market + (earlier.isPresent() ? ", as for earlier listings" : "");
    return CheckResult.ok(
        configured.isPresent()
            ? description
            : description
                + "; without a market, Spotify may answer for one country, such as the US; set"
                + " SPOTIFY_MARKET to choose the country");
  }

  private static String describe(AppPermissions permissions) {
    return "%s; available sources: %s; %s"
        .formatted(
            quotaMode(permissions),
            permissions.mayListNewReleases() ? "new-releases, search" : "search",
            permissions
                .mayFetchBatches()
                .map(may -> may ? "20 albums per request" : "1 album per request")
                .orElse("number of albums per request unknown"));
  }

  private static String quotaMode(AppPermissions permissions) {
    if (permissions.mayListNewReleases() && permissions.mayFetchBatches().orElse(true)) {
      return "app in Extended Quota Mode";
    }
    return permissions.mayListNewReleases() || permissions.mayFetchBatches().orElse(false)
        ? "app with some permissions of Extended Quota Mode"
        : "app in Development Mode";
  }
}
