package pipeline.simulator;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.simulator.catalogue.Catalogue;

/**
 * What to simulate. Start from {@link #DEFAULTS} and change what matters.
 *
 * @param seed the same seed gives the same albums
 * @param date the date that the listing and searches are of; null for the clock's day in UTC
 * @param albums how many albums the listing holds, 1 to 100,000
 * @param latencyMillis how long each reply is held back
 * @param quota requests to the API in any 30 seconds, 0 for no limit
 * @param tokenSeconds how long an access token is good for
 * @param clientId the only client id accepted; empty for any
 * @param clientSecret the only secret accepted; empty for any but {@value #REFUSED_SECRET}
 * @param consent what the user says when asked to authorize an app
 * @param renewal what becomes of a refresh token when it is used
 */
public record SimulatorOptions(
    long seed,
    AppKind app,
    @Nullable LocalDate date,
    int albums,
    int latencyMillis,
    int quota,
    int tokenSeconds,
    List<Fault> faults,
    String clientId,
    String clientSecret,
    Consent consent,
    Renewal renewal) {
  /** With no secret set, every secret is good but this one, so that refusal can be tried. */
  public static final String REFUSED_SECRET = "wrong";

  public static final SimulatorOptions DEFAULTS =
      new SimulatorOptions(
          42,
          AppKind.EXTENDED,
          null,
          100,
          0,
          0,
          3600,
          List.of(),
          "",
          "",
          Consent.AGREE,
          Renewal.KEEP);

  public SimulatorOptions {
    faults = List.copyOf(faults);
    require(albums >= 1 && albums <= 100_000, "albums must be 1 to 100000, not " + albums);
    require(latencyMillis >= 0, "latency must be 0 or more milliseconds, not " + latencyMillis);
    require(quota >= 0, "quota must be 0 or more requests, not " + quota);
    require(tokenSeconds >= 1, "token lifetime must be 1 second or more, not " + tokenSeconds);
    require(
        date == null || Catalogue.covers(date),
        "date must be from 1950-02-01 to 2149-12-31, not " + date);
  }

  private static void require(boolean met, String message) {
    if (!met) {
      throw new IllegalArgumentException(message);
    }
  }

  public SimulatorOptions withSeed(long value) {
    return new SimulatorOptions(
        value,
        app,
        date,
        albums,
        latencyMillis,
        quota,
        tokenSeconds,
        faults,
        clientId,
        clientSecret,
        consent,
        renewal);
  }

  public SimulatorOptions withApp(AppKind value) {
    return new SimulatorOptions(
        seed,
        value,
        date,
        albums,
        latencyMillis,
        quota,
        tokenSeconds,
        faults,
        clientId,
        clientSecret,
        consent,
        renewal);
  }

  public SimulatorOptions withDate(@Nullable LocalDate value) {
    return new SimulatorOptions(
        seed,
        app,
        value,
        albums,
        latencyMillis,
        quota,
        tokenSeconds,
        faults,
        clientId,
        clientSecret,
        consent,
        renewal);
  }

  public SimulatorOptions withAlbums(int value) {
    return new SimulatorOptions(
        seed,
        app,
        date,
        value,
        latencyMillis,
        quota,
        tokenSeconds,
        faults,
        clientId,
        clientSecret,
        consent,
        renewal);
  }

  public SimulatorOptions withLatencyMillis(int value) {
    return new SimulatorOptions(
        seed,
        app,
        date,
        albums,
        value,
        quota,
        tokenSeconds,
        faults,
        clientId,
        clientSecret,
        consent,
        renewal);
  }

  public SimulatorOptions withQuota(int value) {
    return new SimulatorOptions(
        seed,
        app,
        date,
        albums,
        latencyMillis,
        value,
        tokenSeconds,
        faults,
        clientId,
        clientSecret,
        consent,
        renewal);
  }

  public SimulatorOptions withTokenSeconds(int value) {
    return new SimulatorOptions(
        seed,
        app,
        date,
        albums,
        latencyMillis,
        quota,
        value,
        faults,
        clientId,
        clientSecret,
        consent,
        renewal);
  }

  public SimulatorOptions withFaults(List<Fault> value) {
    return new SimulatorOptions(
        seed,
        app,
        date,
        albums,
        latencyMillis,
        quota,
        tokenSeconds,
        value,
        clientId,
        clientSecret,
        consent,
        renewal);
  }

  public SimulatorOptions withCredentials(String id, String secret) {
    return new SimulatorOptions(
        seed,
        app,
        date,
        albums,
        latencyMillis,
        quota,
        tokenSeconds,
        faults,
        id,
        secret,
        consent,
        renewal);
  }

  public SimulatorOptions withConsent(Consent value) {
    return new SimulatorOptions(
        seed,
        app,
        date,
        albums,
        latencyMillis,
        quota,
        tokenSeconds,
        faults,
        clientId,
        clientSecret,
        value,
        renewal);
  }

  public SimulatorOptions withRenewal(Renewal value) {
    return new SimulatorOptions(
        seed,
        app,
        date,
        albums,
        latencyMillis,
        quota,
        tokenSeconds,
        faults,
        clientId,
        clientSecret,
        consent,
        value);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "seed %d, %s app, date %s, %d albums, %d ms, quota %d, tokens for %d s, faults %s"
        .formatted(
            seed,
            app,
            date == null ? "today" : date,
            albums,
            latencyMillis,
            quota,
            tokenSeconds,
            faults);
  }
}
