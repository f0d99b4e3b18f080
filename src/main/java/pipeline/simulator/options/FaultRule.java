package pipeline.simulator.options;

import java.util.List;
import java.util.regex.Pattern;

/**
 * When a fault strikes; where several are set, all must hold.
 *
 * @param path a beginning of the path and query, with * for anything and $ for the end; empty for
 *     all of the API
 * @param every each n-th matching request
 * @param first the first n requests of each path and query
 * @param rate the chance of each request, by its number
 * @param share the part of all paths that is always struck, whenever they are asked for
 * @param after not the first n matching requests
 * @param times at most so often
 */
public record FaultRule(
    String path, int every, int first, double rate, double share, int after, int times) {
  static final FaultRule ALWAYS =
      new FaultRule("", 1, Integer.MAX_VALUE, 1, 1, 0, Integer.MAX_VALUE);
  static final List<String> NAMES =
      List.of("path", "every", "first", "rate", "share", "after", "times");

  FaultRule withSetting(String name, String value, String text) {
    return switch (name) {
      case "path" -> new FaultRule(value, every, first, rate, share, after, times);
      case "every" ->
          new FaultRule(path, parseCount(name, value, text), first, rate, share, after, times);
      case "first" ->
          new FaultRule(path, every, parseCount(name, value, text), rate, share, after, times);
      case "rate" ->
          new FaultRule(path, every, first, parseShare(name, value, text), share, after, times);
      case "share" -> withShare(parseShare(name, value, text));
      case "after" ->
          new FaultRule(path, every, first, rate, share, parseCount(name, value, text), times);
      default ->
          new FaultRule(path, every, first, rate, share, after, parseCount(name, value, text));
    };
  }

  FaultRule withShare(double value) {
    return new FaultRule(path, every, first, rate, value, after, times);
  }

  private static int parseCount(String name, String value, String text) {
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw invalid(name, value, text, "a whole number from 1");
    }
    return Integer.parseInt(value);
  }

  private static double parseShare(String name, String value, String text) {
    if (!value.matches("0|1|[01]?\\.\\d+") || Double.parseDouble(value) > 1) {
      throw invalid(name, value, text, "a number from 0 to 1");
    }
    return Double.parseDouble(value);
  }

  private static IllegalArgumentException invalid(
      String name, String value, String text, String allowed) {
    return new IllegalArgumentException(
        "fault '%s': %s must be %s, not '%s'".formatted(text, name, allowed, value));
  }

  /** The targets that the rule is about; without a path the API, but not the token's address. */
  public Pattern targets() {
    String begin = path.isEmpty() ? "/v1/" : path;
    boolean whole = begin.endsWith("$");
    String text = whole ? begin.substring(0, begin.length() - 1) : begin;
    String glob = Pattern.quote(text).replace("*", "\\E.*\\Q");
    return Pattern.compile(glob + (whole ? "" : ".*"));
  }
}
