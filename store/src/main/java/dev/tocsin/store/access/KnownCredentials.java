package dev.tocsin.store.access;

import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.access.Principal;
import dev.tocsin.core.yaml.Faults;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.store.secret.Secret;
import dev.tocsin.store.secret.Secrets;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials of the setting or secret {@code tocsin.api.credentials}, read when it changes.
 */
@Singleton
class KnownCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(KnownCredentials.class);

  private final Optional<Secret> secret;
  private volatile @Nullable Known known;

  KnownCredentials(Secrets secrets) {
    this.secret = secrets.find("tocsin.api.credentials");
  }

  private record Known(String text, Optional<Credentials> credentials) {
    @Override
    public String toString() {
      return "Known[<secret>]";
    }
  }

  /**
   * Who sends this header.
   *
   * @throws IllegalStateException when there are no credentials, or none that can be read
   */
  Optional<Principal> check(String authorization) {
    String text =
        secret
            .orElseThrow(() -> new IllegalStateException("no credentials are configured"))
            .value();
    Known now = known;
    if (now == null || !now.text().equals(text)) {
      now = new Known(text, read(text));
      known = now;
    }
    return now.credentials()
        .orElseThrow(() -> new IllegalStateException("the credentials have faults"))
        .check(authorization);
  }

  private static Optional<Credentials> read(String text) {
    Faults faults = new Faults();
    Optional<Credentials> read = Credentials.read(new SourceFile("credentials", text), faults);
    if (read.isEmpty()) {
      LOG.error("nobody can log in, for these faults of the credentials:\n{}", faults);
    }
    return read;
  }
}
