package pipeline.tls;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which hosts are reached without the proxy: this machine, and what NO_PROXY lists.
 *
 * @param entries of NO_PROXY: domains, each with all below it, with or without a dot or "*." before
 *     it and a port behind it; "*" for all hosts
 */
public record NoProxyPolicy(List<String> entries) {
  private static final Pattern PORT = Pattern.compile("([^:]+|\\[.*\\]):[0-9]+");

  public NoProxyPolicy {
    entries = List.copyOf(entries);
  }

  /** Returns whether a host is reached without the proxy. */
  public boolean isDirect(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return patterns().stream().anyMatch(name::matches);
  }

  /** Returns regular expressions for whole names of such hosts, in lower case. */
  public Set<String> patterns() {
    Set<String> patterns = new LinkedHashSet<>();
    patterns.add(LoopbackCheck.PATTERN);
    for (String entry : entries) {
      String domain = withoutPort(entry.strip().toLowerCase(Locale.ROOT));
      String bare = domain.replaceFirst("^\\*?\\.", "");
      if (bare.equals("*")) {
        patterns.add(".*");
      } else if (!bare.isEmpty()) {
        patterns.add("(.*\\.)?" + Pattern.quote(bare));
      }
    }
    return patterns;
  }

  private static String withoutPort(String entry) {
    return PORT.matcher(entry).matches() ? entry.substring(0, entry.lastIndexOf(':')) : entry;
  }
}
