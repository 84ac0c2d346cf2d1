package dev.tocsin.core.breaker;

import java.net.URI;
import java.util.Locale;

/** What shares a breaker: {@code scheme://host:port} of the addresses that are asked. */
public record Destination(String value) implements Comparable<Destination> {
  /** The destination of an address, which must have a scheme and a host. */
  public static Destination of(URI address) {
    if (address.getScheme() == null || address.getHost() == null) {
      throw new IllegalArgumentException("the address %s names no host".formatted(address));
    }
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    String host = address.getHost().toLowerCase(Locale.ROOT);
    return new Destination(scheme + "://" + host + ":" + port(address, scheme));
  }

  private static int port(URI address, String scheme) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return scheme.equals("https") ? 443 : 80;
  }

  @Override
  public int compareTo(Destination other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
