package pipeline.simulator.options;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.simulator.catalogue.Catalogue;

/**
 * The configuration of a simulator. To create one, start from {@link #DEFAULTS} and change single
 * values.
 *
 * @param seed the seed of the catalogue; the same seed gives the same albums
 * @param app the quota mode of all apps
 * @param date the date of the listing and of searches; null for the clock's date in UTC
 * @param albums the number of albums in the listing, 1 to 100,000
 * @param latencyMs the delay of each response in milliseconds
 * @param quotas the maximum numbers of API requests in 30 seconds and in 24 hours
 * @param tokenSeconds the lifetime of an access token in seconds
 * @param faults the faults to inject, in order of precedence
 * @param consent the user's answer to an authorization request
 * @param refreshTokens what happens to a refresh token when a client uses it
 */
public record SimulatorConfig(
    long seed,
    QuotaMode app,
    @Nullable LocalDate date,
    int albums,
    int latencyMs,
    RequestQuotas quotas,
    int tokenSeconds,
    List<Fault> faults,
    ConsentPolicy consent,
    RefreshTokenPolicy refreshTokens) {
  /** The only client secret that the simulator refuses, for tests of wrong credentials. */
  public static final String REFUSED_SECRET = "wrong";

  public static final SimulatorConfig DEFAULTS =
      new SimulatorConfig(
          42,
          QuotaMode.EXTENDED,
          null,
          100,
          0,
          RequestQuotas.NONE,
          3600,
          List.of(),
          ConsentPolicy.AGREE,
          RefreshTokenPolicy.KEEP);

  /**
   * @throws IllegalArgumentException if a number or the date is out of bounds
   */
  public SimulatorConfig {
    faults = List.copyOf(faults);
    check(albums >= 1 && albums <= 100_000, "albums must be 1 to 100000, not " + albums);
    check(latencyMs >= 0, "latency must be 0 or more milliseconds, not " + latencyMs);
    check(tokenSeconds >= 1, "token lifetime must be 1 second or more, not " + tokenSeconds);
    check(
        date == null || Catalogue.hasListingFor(date),
        "date must be from 1950-02-01 to 2149-12-31, not " + date);
  }

  private static void check(boolean met, String message) {
    if (!met) {
      throw new IllegalArgumentException(message);
    }
  }

  public SimulatorConfig withSeed(long value) {
    return new SimulatorConfig(
        value, app, date, albums, latencyMs, quotas, tokenSeconds, faults, consent, refreshTokens);
  }

  public SimulatorConfig withApp(QuotaMode value) {
    return new SimulatorConfig(
        seed, value, date, albums, latencyMs, quotas, tokenSeconds, faults, consent, refreshTokens);
  }

  public SimulatorConfig withDate(@Nullable LocalDate value) {
    return new SimulatorConfig(
        seed, app, value, albums, latencyMs, quotas, tokenSeconds, faults, consent, refreshTokens);
  }

  public SimulatorConfig withAlbums(int value) {
    return new SimulatorConfig(
        seed, app, date, value, latencyMs, quotas, tokenSeconds, faults, consent, refreshTokens);
  }

  public SimulatorConfig withLatencyMs(int value) {
    return new SimulatorConfig(
        seed, app, date, albums, value, quotas, tokenSeconds, faults, consent, refreshTokens);
  }

  /**
   * Returns a copy with another quota for 30 seconds.
   *
   * @param requests the maximum number of API requests in any 30 seconds; 0 for no limit
   */
  public SimulatorConfig withQuota(int requests) {
    return withQuotas(quotas.withShortTerm(requests));
  }

  /**
   * Returns a copy with another quota of one endpoint family.
   *
   * @param family one of {@link RequestQuotas#FAMILIES}
   * @param requests the maximum number of API requests in any 24 hours; 0 for no limit
   */
  public SimulatorConfig withQuota(String family, int requests) {
    return withQuotas(quotas.withFamily(family, requests));
  }

  public SimulatorConfig withQuotas(RequestQuotas value) {
    return new SimulatorConfig(
        seed, app, date, albums, latencyMs, value, tokenSeconds, faults, consent, refreshTokens);
  }

  public SimulatorConfig withTokenSeconds(int value) {
    return new SimulatorConfig(
        seed, app, date, albums, latencyMs, quotas, value, faults, consent, refreshTokens);
  }

  public SimulatorConfig withFaults(List<Fault> value) {
    return new SimulatorConfig(
        seed, app, date, albums, latencyMs, quotas, tokenSeconds, value, consent, refreshTokens);
  }

  public SimulatorConfig withConsent(ConsentPolicy value) {
    return new SimulatorConfig(
        seed, app, date, albums, latencyMs, quotas, tokenSeconds, faults, value, refreshTokens);
  }

  public SimulatorConfig withRefreshTokens(RefreshTokenPolicy value) {
    return new SimulatorConfig(
        seed, app, date, albums, latencyMs, quotas, tokenSeconds, faults, consent, value);
  }
}
