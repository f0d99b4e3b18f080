package pipeline.simulator.options;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fault that is switched on: a kind, when it strikes, and its settings.
 *
 * @param settings of this kind: retry-after, to, ms, field
 */
public record Fault(FaultKind kind, FaultRule rule, Map<String, String> settings) {
  public Fault {
    settings = Map.copyOf(settings);
  }

  /**
   * Reads {@code kind} or {@code kind:name=value,…}, as in {@code
   * 429:retry-after=1,every=10,path=/v1/albums}.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static Fault parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    FaultKind kind = FaultKind.find(name.trim()).orElseThrow(() -> unknownKind(text, name));
    Map<String, String> settings = new LinkedHashMap<>();
    FaultRule rule = FaultRule.ALWAYS;
    // A comma may stand inside a value, as in a date: only one before a name divides.
    for (String pair :
        colon < 0 ? new String[0] : text.substring(colon + 1).split(",(?=[a-z-]+=)")) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (kind.settings().contains(key)) {
        settings.put(key, value);
      } else if (FaultRule.NAMES.contains(key)) {
        rule = rule.withSetting(key, value, text);
      } else {
        throw unknownSetting(text, key, kind);
      }
    }
    Fault fault = new Fault(kind, rule, settings);
    fault.check(text);
    return fault;
  }

  private void check(String text) {
    if (kind == FaultKind.GONE && !rule.equals(FaultRule.ALWAYS.withShare(rule.share()))) {
      throw new IllegalArgumentException(
          "fault '" + text + "': an album is gone for good, so gone takes share= only");
    }
    if (kind == FaultKind.NEXT && !settings.containsKey("to")) {
      throw new IllegalArgumentException("fault '" + text + "': next needs to=ADDRESS");
    }
    if (kind == FaultKind.SLOW && !setting("ms", "0").matches("\\d{1,7}")) {
      throw new IllegalArgumentException("fault '" + text + "': ms must be a whole number");
    }
  }

  public String setting(String name, String defaultValue) {
    return settings.getOrDefault(name, defaultValue);
  }

  private static IllegalArgumentException unknownKind(String text, String name) {
    return new IllegalArgumentException(
        "fault '%s': there is no kind '%s'; the kinds are %s"
            .formatted(text, name, FaultKind.names()));
  }

  private static IllegalArgumentException unknownSetting(String text, String key, FaultKind kind) {
    StringBuilder allowed = new StringBuilder(String.join(", ", FaultRule.NAMES));
    kind.settings().forEach(setting -> allowed.append(", ").append(setting));
    return new IllegalArgumentException(
        "fault '%s': %s takes no '%s'; it takes %s".formatted(text, kind.text(), key, allowed));
  }
}
