package pipeline.simulator.options;

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
    QuotaMode app,
    @Nullable LocalDate date,
    int albums,
    int latencyMillis,
    int quota,
    int tokenSeconds,
    List<Fault> faults,
    String clientId,
    String clientSecret,
    ConsentPolicy consent,
    RefreshTokenPolicy renewal) {
  /** With no secret set, every secret is good but this one, so that refusal can be tried. */
  public static final String REFUSED_SECRET = "wrong";

  public static final SimulatorOptions DEFAULTS =
      new SimulatorOptions(
          42,
          QuotaMode.EXTENDED,
          null,
          100,
          0,
          0,
          3600,
          List.of(),
          "",
          "",
          ConsentPolicy.AGREE,
          RefreshTokenPolicy.KEEP);

  public SimulatorOptions {
    faults = List.copyOf(faults);
    check(albums >= 1 && albums <= 100_000, "albums must be 1 to 100000, not " + albums);
    check(latencyMillis >= 0, "latency must be 0 or more milliseconds, not " + latencyMillis);
    check(quota >= 0, "quota must be 0 or more requests, not " + quota);
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

  public SimulatorOptions withSeed(long value) {
    OptionsBuilder copy = new OptionsBuilder(this);
    copy.seed = value;
    return copy.options();
  }

  public SimulatorOptions withApp(QuotaMode value) {
    OptionsBuilder copy = new OptionsBuilder(this);
    copy.app = value;
    return copy.options();
  }

  public SimulatorOptions withDate(@Nullable LocalDate value) {
    OptionsBuilder copy = new OptionsBuilder(this);
    copy.date = value;
    return copy.options();
  }

  public SimulatorOptions withAlbums(int value) {
    OptionsBuilder copy = new OptionsBuilder(this);
    copy.albums = value;
    return copy.options();
  }

  public SimulatorOptions withLatencyMillis(int value) {
    OptionsBuilder copy = new OptionsBuilder(this);
    copy.latencyMillis = value;
    return copy.options();
  }

  public SimulatorOptions withQuota(int value) {
    OptionsBuilder copy = new OptionsBuilder(this);
    copy.quota = value;
    return copy.options();
  }

  public SimulatorOptions withTokenSeconds(int value) {
    OptionsBuilder copy = new OptionsBuilder(this);
    copy.tokenSeconds = value;
    return copy.options();
  }

  public SimulatorOptions withFaults(List<Fault> value) {
    OptionsBuilder copy = new OptionsBuilder(this);
    copy.faults = value;
    return copy.options();
  }

  public SimulatorOptions withCredentials(String id, String secret) {
    OptionsBuilder copy = new OptionsBuilder(this);
    copy.clientId = id;
    copy.clientSecret = secret;
    return copy.options();
  }

  public SimulatorOptions withConsent(ConsentPolicy value) {
    OptionsBuilder copy = new OptionsBuilder(this);
    copy.consent = value;
    return copy.options();
  }

  public SimulatorOptions withRenewal(RefreshTokenPolicy value) {
    OptionsBuilder copy = new OptionsBuilder(this);
    copy.renewal = value;
    return copy.options();
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

  /** The options while one of them is changed: a new option is named here once. */
  private static final class OptionsBuilder {
    private long seed;
    private QuotaMode app;
    private @Nullable LocalDate date;
    private int albums;
    private int latencyMillis;
    private int quota;
    private int tokenSeconds;
    private List<Fault> faults;
    private String clientId;
    private String clientSecret;
    private ConsentPolicy consent;
    private RefreshTokenPolicy renewal;

    OptionsBuilder(SimulatorOptions source) {
      seed = source.seed;
      app = source.app;
      date = source.date;
      albums = source.albums;
      latencyMillis = source.latencyMillis;
      quota = source.quota;
      tokenSeconds = source.tokenSeconds;
      faults = source.faults;
      clientId = source.clientId;
      clientSecret = source.clientSecret;
      consent = source.consent;
      renewal = source.renewal;
    }

    SimulatorOptions options() {
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
          renewal);
    }
  }
}
