package pipeline.tls;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a host is this machine: its name, an address of 127.0.0.0/8, or that of IPv6. */
public final class LoopbackCheck {
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  /** For whole names in lower case; IPv6 with or without the brackets that URLs have. */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\." + BYTE + "){3}|\\[?(::1|(0{1,4}:){7}0{0,3}1)\\]?");

  private LoopbackCheck() {}

  /** Returns whether a URL stays on this machine. */
  public static boolean isLoopback(URI url) {
    return url.getHost() != null && isLoopback(url.getHost());
  }

  /** Returns whether a host, as it stands in a URL or without brackets, is this machine. */
  public static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
