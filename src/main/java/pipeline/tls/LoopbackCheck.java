package pipeline.tls;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks whether a host is this machine: localhost, 127.0.0.0/8 or ::1. */
public final class LoopbackCheck {
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  /** The pattern of whole names in lower case; IPv6 with or without the brackets of URLs. */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\." + BYTE + "){3}|\\[?(::1|(0{1,4}:){7}0{0,3}1)\\]?");

  private LoopbackCheck() {}

  /** Returns whether a URL is on this machine. */
  public static boolean isLoopback(URI url) {
    return url.getHost() != null && isLoopback(url.getHost());
  }

  /** Returns whether a host, with or without the brackets of a URL, is this machine. */
  public static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
