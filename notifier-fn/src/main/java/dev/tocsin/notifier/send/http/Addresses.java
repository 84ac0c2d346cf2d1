package dev.tocsin.notifier.send.http;

import java.net.URI;

/** Addresses that a configuration names. */
public final class Addresses {
  private Addresses() {}

  /**
   * An absolute address for HTTP. It may be secret, so the refusal does not show it.
   *
   * @param what it is, for the refusal
   * @throws Unanswered when it is none
   */
  public static URI parse(String text, String what) {
    try {
      URI uri = URI.create(text.strip());
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new Unanswered(what + " is no http:// or https:// URL with a host");
  }
}
