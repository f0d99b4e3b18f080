package pipeline.simulator.options;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The conditions under which a fault affects a request. A request is affected only if all
 * conditions hold.
 *
 * @param path the beginning of the target (the path with the query). In it, * stands for any text
 *     and $ for the end of the target. An empty text selects all paths of the Web API.
 * @param every n, to affect only each n-th matching request
 * @param first n, to affect only the first n requests of each target, not counting those that
 *     {@code after} or {@code every} excludes
 * @param rate the probability that a request is affected; the decision depends on the seed and the
 *     number of the request
 * @param share the fraction of all targets that is affected; for {@code gone} and {@code
 *     taken-down}, the fraction of all albums. The selection is the same for each request
 * @param after the number of matching requests that are not affected before the fault begins
 * @param times the maximum number of affected requests
 */
public record FaultRule(
    String path, int every, int first, double rate, double share, int after, int times) {
  static final List<String> NAMES =
      List.of("path", "every", "first", "rate", "share", "after", "times");

  /**
   * Parses the given conditions. A missing condition holds for every request.
   *
   * @param values the conditions by name
   * @param fault the text of the fault, for messages
   * @throws IllegalArgumentException if a value is invalid
   */
  static FaultRule parse(Map<String, String> values, String fault) {
    return new FaultRule(
        values.getOrDefault("path", ""),
        count("every", 1, values, fault),
        count("first", Integer.MAX_VALUE, values, fault),
        fraction("rate", values, fault),
        fraction("share", values, fault),
        count("after", 0, values, fault),
        count("times", Integer.MAX_VALUE, values, fault));
  }

  private static int count(
      String name, int defaultValue, Map<String, String> values, String fault) {
    String value = values.get(name);
    if (value == null) {
      return defaultValue;
    }
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw Fault.invalid(
          "invalid " + name + " '" + value + "'", fault, "use a whole number from 1 to 999999999");
    }
    return Integer.parseInt(value);
  }

  private static double fraction(String name, Map<String, String> values, String fault) {
    String value = values.getOrDefault(name, "1");
    if (!value.matches("0|1|[01]?\\.\\d+") || Double.parseDouble(value) > 1) {
      throw Fault.invalid(
          "invalid " + name + " '" + value + "'", fault, "use a number from 0 to 1");
    }
    return Double.parseDouble(value);
  }

  /**
   * Returns the pattern of the affected targets. If {@code path} is empty, the pattern matches all
   * targets of the Web API.
   */
  public Pattern targetPattern() {
    String prefix = path.isEmpty() ? "/v1/" : path;
    boolean isComplete = prefix.endsWith("$");
    String text = isComplete ? prefix.substring(0, prefix.length() - 1) : prefix;
    String glob = Pattern.quote(text).replace("*", "\\E.*\\Q");
    return Pattern.compile(glob + (isComplete ? "" : ".*"));
  }
}
