package dev.tocsin.core.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Locale;

/** What a request's header {@code Authorization} says. */
public sealed interface Authorization {
  /** Scheme Basic. */
  record Login(String name, String password) implements Authorization {
    @Override
    public String toString() {
      return "Login[" + name + "]";
    }
  }

  /** Scheme Bearer. */
  record Token(String token) implements Authorization {
    @Override
    public String toString() {
      return "Token[<secret>]";
    }
  }

  /** There is none. */
  record Missing() implements Authorization {}

  /** One that no credential can be. */
  record Unusable() implements Authorization {}

  /** Reads the header; an empty text where there is none. */
  static Authorization parse(String header) {
    if (header.isEmpty()) {
      return new Missing();
    }
    int space = header.indexOf(' ');
    String scheme = space < 0 ? "" : header.substring(0, space).toLowerCase(Locale.ROOT);
    String value = header.substring(space + 1).strip();
    return switch (scheme) {
      case "basic" -> basic(value);
      case "bearer" -> new Token(value);
      default -> new Unusable();
    };
  }

  private static Authorization basic(String base64) {
    String login;
    try {
      login = new String(Base64.getDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException noBase64) {
      return new Unusable();
    }
    int colon = login.indexOf(':');
    String password = login.substring(colon + 1);
    return colon < 0 || password.getBytes(UTF_8).length > Credentials.MAX_PASSWORD_BYTES
        ? new Unusable()
        : new Login(login.substring(0, colon), password);
  }
}
