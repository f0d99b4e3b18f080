package pipeline.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Formats maps, lists, strings, numbers and booleans as YAML: lists of scalars in flow style, and
 * other lists and maps in block style.
 */
public final class YamlFormat {
  /** A string that needs no quotes, unless it is a reserved word. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_]([A-Za-z0-9_./ -]*[A-Za-z0-9_.])?");

  private static final Set<String> RESERVED =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private YamlFormat() {}

  /** Returns a map with the given keys and values, in this order. */
  public static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  /** Formats a map as a document. Its entries keep their order. */
  public static String format(Map<String, ?> document) {
    return block(document, "") + "\n";
  }

  /** Formats a string, in double quotes if necessary. */
  public static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String block(Object value, String indent) {
    String inner = indent + "  ";
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> indent + entry.getKey() + ":" + member(entry.getValue(), inner))
          .collect(Collectors.joining("\n"));
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(item -> indent + "- " + block(item, inner).substring(inner.length()))
          .collect(Collectors.joining("\n"));
    }
    return indent + flow(value);
  }

  private static String member(Object value, String indent) {
    return isNested(value) ? "\n" + block(value, indent) : " " + flow(value);
  }

  private static boolean isNested(Object value) {
    return value instanceof Map
        || (value instanceof List<?> list && list.stream().anyMatch(YamlFormat::isCollection));
  }

  private static boolean isCollection(Object value) {
    return value instanceof Map || value instanceof List;
  }

  private static String flow(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(YamlFormat::flow).collect(Collectors.joining(", ", "[", "]"))
        : value instanceof String text ? scalar(text) : value.toString();
  }
}
