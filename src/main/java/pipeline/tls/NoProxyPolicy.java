package pipeline.tls;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are reached without the proxy: this machine and the entries of NO_PROXY. An entry
 * has one of the forms of curl and Go, and can end with {@code :port}. The forms are:
 *
 * <ul>
 *   <li>{@code *}: every host
 *   <li>{@code example.com}, {@code .example.com} or {@code *.example.com}: a domain and its
 *       subdomains. In another place, an asterisk stands for any characters.
 *   <li>{@code 10.1.2.3}, {@code ::1} or {@code [::1]}: an address
 *   <li>{@code 10.0.0.0/8} or {@code fd00::/8}: a block of addresses (CIDR)
 * </ul>
 *
 * As in curl and Go, names are not resolved. An address therefore matches only a host that is
 * written as an address.
 */
public final class NoProxyPolicy {
  private static final Pattern WITH_PORT =
      Pattern.compile("(?<host>\\[[^]]*](?:/\\d+)?|[^:]*):(?<port>\\d{1,5})");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_*-]+(\\.[\\p{L}\\p{N}_*-]+)*");

  private final List<NoProxyEntry> entries;

  private NoProxyPolicy(List<NoProxyEntry> entries) {
    this.entries = entries;
  }

  /** One entry of NO_PROXY. A null port stands for all ports. */
  private record NoProxyEntry(Predicate<String> rule, @Nullable Integer port) {
    boolean covers(String host, int itsPort) {
      return (port == null || port == itsPort) && rule.test(host);
    }
  }

  /**
   * Parses the entries of NO_PROXY.
   *
   * @param entries the value of NO_PROXY, split at commas and spaces
   * @throws IllegalArgumentException if an entry is invalid; the message contains the entry
   */
  public static NoProxyPolicy parse(List<String> entries) {
    return new NoProxyPolicy(entries.stream().map(NoProxyPolicy::entry).toList());
  }

  private static NoProxyEntry entry(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    Matcher withPort = WITH_PORT.matcher(lower);
    boolean port = withPort.matches() && Integer.parseInt(withPort.group("port")) < 1 << 16;
    String host = port ? withPort.group("host") : lower;
    return new NoProxyEntry(
        block(host)
            .or(() -> domain(host))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "has \"%s\", which is not a host, domain, address, block of addresses (CIDR) or *"
                            .formatted(text))),
        port ? Integer.valueOf(withPort.group("port")) : null);
  }

  private static Optional<Predicate<String>> block(String text) {
    return AddressBlock.parse(text.replaceFirst("^\\[(.*)](/\\d+)?$", "$1$2"))
        .map(block -> host -> AddressBlock.address(host).filter(block::contains).isPresent());
  }

  private static Optional<Predicate<String>> domain(String text) {
    String name = withoutDot(text.replaceFirst("^\\*?\\.", ""));
    // Valid addresses were parsed above, so a text of only digits and dots is an invalid address.
    if (!NAME.matcher(name).matches() || name.matches("[\\d.]*\\d")) {
      return Optional.empty();
    }
    if (name.contains("*")) {
      Pattern any = Pattern.compile(("\\Q" + name + "\\E").replace("*", "\\E.*\\Q"));
      return Optional.of(host -> any.matcher(host).matches());
    }
    String ascii = ascii(name);
    return Optional.of(host -> host.equals(ascii) || host.endsWith("." + ascii));
  }

  private static String ascii(String name) {
    try {
      return IDN.toASCII(name);
    } catch (IllegalArgumentException odd) {
      return name;
    }
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /**
   * Returns whether a host is reached without the proxy.
   *
   * @param port the port of the request, never -1
   */
  public boolean isDirect(String host, int port) {
    String name = withoutDot(host.toLowerCase(Locale.ROOT));
    return LoopbackCheck.isLoopback(name)
        || entries.stream().anyMatch(entry -> entry.covers(name, port));
  }
}
