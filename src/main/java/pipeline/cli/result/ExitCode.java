package pipeline.cli.result;

/** How a command ended, for scripts and for Airflow. The only table of it. */
public enum ExitCode {
  OK(0, "done, or already so", "success"),
  USAGE(64, "wrong usage: an unknown command or option, an impossible date", AirflowBehavior.FAIL),
  AUDIT(65, "an audit failed, too many rejects, or a damaged input", AirflowBehavior.FAIL),
  INPUT(
      66,
      "an input partition is missing or outdated, or the source has no past",
      AirflowBehavior.FAIL),
  UNAVAILABLE(
      69,
      "Spotify unreachable, or its answer still incomplete after our retries",
      AirflowBehavior.RETRY_WITH_BACKOFF),
  BUG(70, "a bug: a stack trace is on stderr", AirflowBehavior.RETRY),
  LAKE(74, "the lake unreachable or full", AirflowBehavior.RETRY_WITH_BACKOFF),
  RATE_LIMITED(
      75,
      "rate limited beyond patience: retry_at is in the result",
      "waits until retry_at, no try used"),
  PROTOCOL(76, "the API broke its own rules (foreign or looping next)", AirflowBehavior.FAIL),
  REFUSED(
      77,
      "refused credentials or rights, or an endpoint the app may not call",
      AirflowBehavior.FAIL),
  CONFIGURATION(78, "wrong configuration, no such bucket", AirflowBehavior.FAIL),
  INTERRUPTED(130, "SIGINT, with nothing half-written", AirflowBehavior.RETRY),
  TERMINATED(143, "SIGTERM, with nothing half-written", AirflowBehavior.RETRY);

  private static final class AirflowBehavior {
    static final String FAIL = "fails, no retry";
    static final String RETRY = "retries";
    static final String RETRY_WITH_BACKOFF = "retries with backoff";
  }

  private final int number;
  private final String meaning;
  private final String airflowReaction;

  ExitCode(int number, String meaning, String airflowReaction) {
    this.number = number;
    this.meaning = meaning;
    this.airflowReaction = airflowReaction;
  }

  public int number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }

  public String airflowReaction() {
    return airflowReaction;
  }
}
