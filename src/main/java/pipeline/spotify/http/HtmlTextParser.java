package pipeline.spotify.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracts the readable text of an HTML page, such as the error page of a proxy or gateway. */
final class HtmlTextParser {
  /** The maximum number of characters to parse. */
  private static final int MAX_LENGTH = 16_384;

  private static final Pattern START =
      Pattern.compile("\\A\\s*(?:<!--.*?-->\\s*)*<(?:!doctype\\s+html|html|head|body)\\b", flags());
  private static final List<Pattern> HEADINGS =
      List.of(
          Pattern.compile("<title[^>]*>(.*?)</title", flags()),
          Pattern.compile("<h1[^>]*>(.*?)</h1", flags()));
  private static final Pattern INVISIBLE =
      Pattern.compile("<!--.*?-->|<(script|style|head)\\b.*?</\\1\\s*>", flags());
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|apos|nbsp|#39);");
  private static final Map<String, String> CHARACTERS =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "#39", "'");

  private HtmlTextParser() {}

  private static int flags() {
    return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  }

  static boolean isHtml(ApiResponse response) {
    String type = response.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("text/html") || START.matcher(start(response)).find();
  }

  /**
   * Returns the title. If there is no title, returns the first heading. If there is no heading
   * either, returns all visible text.
   */
  static String parse(ApiResponse response) {
    String html = start(response);
    for (Pattern heading : HEADINGS) {
      Matcher found = heading.matcher(html);
      if (found.find() && !text(found.group(1)).isEmpty()) {
        return text(found.group(1));
      }
    }
    return text(INVISIBLE.matcher(html).replaceAll(" "));
  }

  private static String start(ApiResponse response) {
    String text = response.text();
    return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
  }

  private static String text(String html) {
    String visible = TAG.matcher(html).replaceAll(" ");
    return ENTITY
        .matcher(visible)
        .replaceAll(found -> Matcher.quoteReplacement(CHARACTERS.getOrDefault(found.group(1), "")))
        .replaceAll("[\\s\\h]+", " ")
        .strip();
  }
}
