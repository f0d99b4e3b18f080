package pipeline.simulator.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Parses and formats names and values in the format {@code application/x-www-form-urlencoded}. */
public final class FormParameters {
  private FormParameters() {}

  /**
   * Parses names and values. If a name is repeated, its last value is used. Text with invalid
   * escapes stays encoded.
   */
  public static Map<String, String> parse(String encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  public static String format(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** Formats the query of a link as Spotify does: commas and semicolons are not escaped. */
  public static String formatLink(Map<String, String> values) {
    return format(values).replace("%2C", ",").replace("%3B", ";");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
