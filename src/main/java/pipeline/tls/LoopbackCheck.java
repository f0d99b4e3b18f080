package pipeline.tls;

import java.net.InetAddress;
import java.net.URI;

/** A check of whether a host is this machine: localhost, an address in 127.0.0.0/8, or ::1. */
public final class LoopbackCheck {
  private LoopbackCheck() {}

  /** Returns whether the host of a URL is this machine. */
  public static boolean isLoopback(URI url) {
    return url.getHost() != null && isLoopback(url.getHost());
  }

  /** Returns whether a host, with or without the brackets of a URL, is this machine. */
  public static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || AddressBlock.address(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }
}
