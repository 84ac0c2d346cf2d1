package dev.tocsin.routing.config;

import java.util.Optional;

/**
 * How a server is verified, and how a client shows who it is.
 *
 * @param ca certificates trusted instead of the system's, as PEM
 * @param certificate the client's, as PEM; there is one exactly where there is a key
 * @param serverName the name that the server's certificate must have; empty is the address's
 * @param verifies whether the server's certificate is verified at all
 */
public record TlsSettings(
    Optional<Credential> ca,
    Optional<Credential> certificate,
    Optional<Credential> key,
    Optional<String> serverName,
    boolean verifies,
    Optional<Version> least,
    Optional<Version> most) {
  public static final TlsSettings DEFAULT =
      new TlsSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true,
          Optional.empty(),
          Optional.empty());

  /** A version of the protocol. */
  public enum Version {
    TLS10,
    TLS11,
    TLS12,
    TLS13
  }
}
