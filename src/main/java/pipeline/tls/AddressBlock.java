package pipeline.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The IP addresses with a common prefix.
 *
 * @param bits the length of the prefix in bits
 */
record AddressBlock(InetAddress address, int bits) {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /**
   * Parses {@code 10.0.0.0/8}, {@code fd00::/8} or one address. Does not resolve host names.
   *
   * @return empty if the text has none of these forms
   */
  static Optional<AddressBlock> parse(String text) {
    String[] parts = text.split("/", 2);
    return address(parts[0])
        .flatMap(
            address ->
                bits(parts.length == 1 ? null : parts[1], 8 * address.getAddress().length)
                    .map(bits -> new AddressBlock(address, bits)));
  }

  private static Optional<Integer> bits(@Nullable String text, int all) {
    if (text == null) {
      return Optional.of(all);
    }
    return text.matches("\\d{1,3}") && Integer.parseInt(text) <= all
        ? Optional.of(Integer.parseInt(text))
        : Optional.empty();
  }

  /** Parses an IP address, with or without brackets or a zone; empty for any other text. */
  static Optional<InetAddress> address(String host) {
    String bare = host.replaceFirst("^\\[(.*)]$", "$1").replaceFirst("%.*", "");
    if (!IPV4.matcher(bare).matches() && !IPV6.matcher(bare).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare));
    } catch (UnknownHostException odd) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress other) {
    byte[] own = address.getAddress();
    byte[] its = other.getAddress();
    int bytes = bits / 8;
    int mask = 0xff00 >> bits % 8;
    return own.length == its.length
        && Arrays.equals(own, 0, bytes, its, 0, bytes)
        && (bits % 8 == 0 || ((own[bytes] ^ its[bytes]) & mask & 0xff) == 0);
  }
}
