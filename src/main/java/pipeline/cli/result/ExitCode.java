package pipeline.cli.result;

/** The exit codes of all commands. Scripts and Airflow depend on the numbers. */
public enum ExitCode {
  OK(0, "success, with or without changes", "success"),
  USAGE(64, "wrong usage, such as an unknown option or an impossible date", AirflowBehavior.FAIL),
  AUDIT(65, "a failed audit, too many rejects, or a damaged input", AirflowBehavior.FAIL),
  INPUT(
      66,
      "a missing or outdated input partition, a source without history, or an unknown artist",
      AirflowBehavior.FAIL),
  UNAVAILABLE(
      69,
      "Spotify is unreachable, or its data is still incomplete after all retries",
      AirflowBehavior.RETRY),
  BUG(70, "a bug; stderr has a stack trace", AirflowBehavior.RETRY),
  LAKE(
      74,
      "the lake is unreachable or full, or a local file or stdout cannot be written",
      AirflowBehavior.RETRY),
  RATE_LIMITED(
      75,
      "the rate limit requires a wait longer than --max-wait; the result has retry_at",
      "waits until retry_at without using a try"),
  PROTOCOL(
      76,
      "Spotify's API broke its contract, for example with a next link to another host",
      AirflowBehavior.FAIL),
  REFUSED(
      77,
      "refused credentials, missing permissions, or an endpoint that the app is not allowed to"
          + " call",
      AirflowBehavior.FAIL),
  CONFIGURATION(
      78,
      "wrong configuration, such as a missing bucket or an unknown playlist",
      AirflowBehavior.FAIL),
  INTERRUPTED(130, "stopped by SIGINT; nothing is half-written", AirflowBehavior.RETRY),
  TERMINATED(143, "stopped by SIGTERM; nothing is half-written", AirflowBehavior.RETRY);

  private static final class AirflowBehavior {
    static final String FAIL = "fails without a retry";
    static final String RETRY = "retries with a backoff";
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
