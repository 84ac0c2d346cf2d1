package dev.tocsin.platform.access;

import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.access.CredentialsFile;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.platform.secret.Secret;
import dev.tocsin.platform.secret.Secrets;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials of the setting or secret {@code tocsin.api.credentials}, read when it changes; in
 * a process that is given an {@link Authenticator}, nobody asks for them.
 */
@Factory
class KnownCredentials implements Supplier<Credentials> {
  private static final Logger LOG = LoggerFactory.getLogger(KnownCredentials.class);

  private final Secrets secrets;
  private volatile @Nullable Known known;

  KnownCredentials(Secrets secrets) {
    this.secrets = secrets;
  }

  private record Known(String text, Optional<Credentials> credentials) {
    @Override
    public String toString() {
      return "Known[<secret>]";
    }
  }

  @Singleton
  @Secondary
  Authenticator authenticator(LimitHits hits, InstantSource clock) {
    return new Authenticator(this, Limits.DEFAULT, hits, clock);
  }

  /**
   * As they are now.
   *
   * @throws IllegalStateException when there are none, or none that can be read
   */
  @Override
  public Credentials get() {
    String text =
        secrets
            .find("tocsin.api.credentials")
            .map(Secret::value)
            .orElseThrow(() -> new IllegalStateException("no credentials are configured"));
    Known now = known;
    if (now == null || !now.text().equals(text)) {
      now = new Known(text, read(text));
      known = now;
    }
    return now.credentials()
        .orElseThrow(() -> new IllegalStateException("the credentials have problems"));
  }

  private static Optional<Credentials> read(String text) {
    Problems problems = new Problems();
    Optional<Credentials> read =
        CredentialsFile.read(new SourceFile("credentials", text), problems);
    if (read.isEmpty()) {
      LOG.error("every login is refused, for these problems of the credentials:\n{}", problems);
    }
    return read;
  }
}
