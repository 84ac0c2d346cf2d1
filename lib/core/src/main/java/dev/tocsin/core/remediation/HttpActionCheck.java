package dev.tocsin.core.remediation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a catalogue may say of an HTTP action; each check gives the fault as one sentence. */
final class HttpActionCheck {
  static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern HEADER_TEXT = Pattern.compile("[\\x20-\\x7e\\t]{0,4096}");

  /** Headers that the client or the run itself decides. */
  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "idempotency-key",
          "transfer-encoding",
          "upgrade");

  private HttpActionCheck() {}

  static Optional<String> url(Template url) {
    URI uri;
    try {
      uri = new URI(url.probe("x"));
    } catch (URISyntaxException bad) {
      return Optional.of("is no URL: " + bad.getReason());
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      return Optional.of("must be an absolute http or https URL");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("must not hold a user or password; use a header");
    }
    if (uri.getRawFragment() != null) {
      return Optional.of("must not have a fragment");
    }
    String head = url.head();
    if (url.refers() && head.indexOf('/', head.indexOf("://") + 3) < 0) {
      return Optional.of("may refer to labels only in its path and query");
    }
    return Optional.empty();
  }

  static Optional<String> header(String name, String value) {
    if (!HEADER_NAME.matcher(name).matches()) {
      return Optional.of("\"%s\" is no header name".formatted(name));
    }
    if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      return Optional.of("the header %s cannot be set here".formatted(name));
    }
    if (!HEADER_TEXT.matcher(value).matches()) {
      return Optional.of("the header %s must be visible ASCII".formatted(name));
    }
    if (value.contains("{{")) {
      return Optional.of("the header %s cannot refer to labels".formatted(name));
    }
    return Optional.empty();
  }

  /** References must stand where JSON text stands within quotes. */
  static Optional<String> body(Template body) {
    String probe = body.probe("\u0000");
    boolean quoted = false;
    for (int at = 0; at < probe.length(); at++) {
      char c = probe.charAt(at);
      if (c == '\\' && quoted) {
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == 0 && !quoted) {
        return Optional.of("may refer to labels only within JSON strings");
      }
    }
    return Optional.empty();
  }
}
