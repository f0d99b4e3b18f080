package pipeline.simulator.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pipeline.simulator.options.FaultKind.FaultPoint;

/**
 * A fault to inject: its kind, the rule that selects the requests, and the settings of the kind.
 *
 * @param settings the given values of {@code retry-after}, {@code to}, {@code ms} and {@code
 *     field}. A missing setting has its default.
 */
public record Fault(FaultKind kind, FaultRule rule, Map<String, String> settings) {
  public Fault {
    settings = Map.copyOf(settings);
  }

  /**
   * Parses {@code kind} or {@code kind:name=value,…}, such as {@code
   * 429:retry-after=1,every=10,path=/v1/albums}.
   *
   * @throws IllegalArgumentException if the text is invalid; the message lists the valid values
   */
  public static Fault parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    FaultKind kind = FaultKind.find(name.trim()).orElseThrow(() -> unknownKind(name));
    Map<String, String> rules = new LinkedHashMap<>();
    Map<String, String> settings = new LinkedHashMap<>();
    // A value can contain a comma, for example an HTTP date in retry-after. A comma therefore
    // separates settings only if a name follows.
    for (String pair :
        colon < 0 ? new String[0] : text.substring(colon + 1).split(",(?=[a-z-]+=)", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (kind.settings().contains(key)) {
        settings.put(key, value);
      } else if (FaultRule.NAMES.contains(key)) {
        rules.put(key, value);
      } else {
        throw invalid("unknown setting '" + key + "'", text, "use " + allowedNames(kind));
      }
    }
    check(kind, rules.keySet(), settings, text);
    return new Fault(kind, FaultRule.parse(rules, text), settings);
  }

  private static void check(
      FaultKind kind, Set<String> rules, Map<String, String> settings, String text) {
    if (!rulesOf(kind).containsAll(rules)) {
      throw invalid(
          "rule that %s does not accept".formatted(kind.text()),
          text,
          ("use only the rule share, such as %s:share=0.1, because this fault affects the same"
                  + " albums in all requests")
              .formatted(kind.text()));
    }
    if (kind == FaultKind.NEXT && !settings.containsKey("to")) {
      throw invalid("missing setting 'to'", text, "add to=ADDRESS");
    }
    if (kind == FaultKind.SLOW && !settings.getOrDefault("ms", "0").matches("\\d{1,7}")) {
      throw invalid("invalid ms", text, "use a whole number of milliseconds, at most 7 digits");
    }
  }

  public String setting(String name, String defaultValue) {
    return settings.getOrDefault(name, defaultValue);
  }

  private static IllegalArgumentException unknownKind(String name) {
    return new IllegalArgumentException(
        "unknown kind of fault: '" + name + "'; use one of " + FaultKind.names());
  }

  /**
   * Returns the exception for an invalid fault.
   *
   * @param problem the problem
   * @param text the text of the fault
   * @param remedy the action to take
   */
  static IllegalArgumentException invalid(String problem, String text, String remedy) {
    return new IllegalArgumentException(problem + ": fault '" + text + "'; " + remedy);
  }

  private static List<String> rulesOf(FaultKind kind) {
    return kind.point() == FaultPoint.ALBUM ? List.of("share") : FaultRule.NAMES;
  }

  private static String allowedNames(FaultKind kind) {
    StringBuilder names = new StringBuilder(String.join(", ", rulesOf(kind)));
    kind.settings().forEach(setting -> names.append(", ").append(setting));
    return names.toString();
  }
}
