package dev.tocsin.platform.access;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How requests to the API are known. The credentials themselves are a secret, {@code
 * tocsin.api.credentials}.
 *
 * @param access see {@link Access}
 * @param publicUrl under which browsers reach the API; none: under the {@code Host} of each request
 */
@ConfigurationProperties("tocsin.api")
record AccessSettings(@Bindable(defaultValue = "iam") Access access, @Nullable URI publicUrl) {
  /** How callers are identified. */
  enum Access {
    /** API Gateway, which has checked a signature: IAM's policies say who reaches which route. */
    IAM,
    /** The request itself, by a login or a token. */
    CREDENTIALS,
    /** Nobody: for a process that is reached from its own host only. */
    OPEN
  }
}
