package dev.tocsin.routing.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Addresses of services, as Alertmanager takes them: more loosely written than a {@link URI}. */
public final class WebAddress {
  /** Characters that Go's addresses may hold unescaped and Java's may not. */
  private static final String ESCAPED = " \"<>\\^`{|}[]";

  private static final Set<String> WEB = Set.of("http", "https");
  private static final Set<String> PROXY = Set.of("http", "https", "socks5", "socks5h");

  private WebAddress() {}

  /**
   * An absolute address of http or https, with or without a path; empty if the text is none.
   *
   * <p>A host may hold an underscore, as names of containers do: the URI then has an authority but
   * no host.
   */
  public static Optional<URI> parse(String text) {
    return parse(text, WEB);
  }

  /** An address of a proxy, of http, https or socks5; empty if the text is none. */
  public static Optional<URI> parseProxy(String text) {
    return parse(text, PROXY);
  }

  private static Optional<URI> parse(String text, Set<String> schemes) {
    int path = endOfAuthority(text);
    try {
      URI uri = new URI(text.substring(0, path) + escaped(text.substring(path)));
      boolean isKnown =
          uri.getScheme() != null && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT));
      return isKnown && uri.getRawAuthority() != null && isHost(uri.getRawAuthority())
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The index of what follows the host; the text's length if nothing does. */
  private static int endOfAuthority(String text) {
    int at = text.indexOf("//");
    if (at < 0) {
      return text.length();
    }
    for (at += 2; at < text.length() && "/?#".indexOf(text.charAt(at)) < 0; at++) {}
    return at;
  }

  /** Java takes an authority with a bad port, or an escaped name, for a name of another kind. */
  private static boolean isHost(String authority) {
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    return host.indexOf('%') < 0
        && (!hasPort || host.chars().skip(colon + 1L).allMatch(c -> c >= '0' && c <= '9'));
  }

  private static String escaped(String text) {
    int query = text.indexOf('?');
    StringBuilder escaped = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean isBare = c == '%' && query >= 0 && at > query && !isEscape(text, at);
      if (isBare || ESCAPED.indexOf(c) >= 0) {
        escaped.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }

  /** The address with its password replaced, if it has one. */
  public static String withoutPassword(String text) {
    int from = text.indexOf("//") + 2;
    int at = text.substring(0, endOfAuthority(text)).lastIndexOf('@');
    int colon = text.indexOf(':', from);
    return from >= 2 && colon >= 0 && colon < at
        ? text.substring(0, colon + 1) + "xxxxx" + text.substring(at)
        : text;
  }
}
