package dev.tocsin.local.alertmanager;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where HTTP is served, as Alertmanager's flags write it: {@code 127.0.0.1:9093}, {@code
 * [::1]:9093}, {@code :9093}.
 *
 * @param host empty for all addresses of this host
 * @param port 0 for any free one
 */
record ListenAddress(String host, int port) {
  private static final int MOST = 65_535;

  /** Of an option's text. */
  static final class Converter implements ITypeConverter<ListenAddress> {
    @Override
    public ListenAddress convert(String text) {
      int colon = text.lastIndexOf(':');
      String host = colon < 0 ? "" : text.substring(0, colon);
      boolean isBare = host.contains(":") && !(host.startsWith("[") && host.endsWith("]"));
      if (colon < 0 || isBare) {
        throw wrong(text);
      }
      return new ListenAddress(
          host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
          port(text, text.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
      try {
        int port = Integer.parseInt(digits);
        if (port >= 0 && port <= MOST) {
          return port;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw wrong(text);
    }

    private static TypeConversionException wrong(String text) {
      return new TypeConversionException(
          "\"%s\" is no address such as 127.0.0.1:9093, [::1]:9093 or :9093".formatted(text));
    }
  }

  /** What to bind. */
  String bindHost() {
    return host.isEmpty() ? "::" : host;
  }

  /** What a log line calls an address that is bound. */
  static String shown(InetSocketAddress bound) {
    String host = bound.getAddress().getHostAddress();
    return (bound.getAddress() instanceof Inet6Address ? "[" + host + "]" : host)
        + ":"
        + bound.getPort();
  }
}
