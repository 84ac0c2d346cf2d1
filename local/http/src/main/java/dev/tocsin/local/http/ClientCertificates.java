package dev.tocsin.local.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which certificates a server asks of its clients.
 *
 * @param authorities a file in PEM with those that must have signed them; none: any certificate is
 *     taken, unverified
 */
public record ClientCertificates(Asking asking, Optional<Path> authorities) {
  public static final ClientCertificates NONE =
      new ClientCertificates(Asking.NEVER, Optional.empty());

  /** Whether a client must show one. */
  public enum Asking {
    NEVER,
    /** It may, and what it shows counts. */
    WANTED,
    NEEDED
  }
}
