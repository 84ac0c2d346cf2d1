package dev.tocsin.platform.aws;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * How services are reached; these settings are those of S3 and Secrets Manager.
 *
 * @param endpoint where, when it is not AWS itself: {@code http://localhost:4566}
 * @param region of what is asked for; without it that of the function
 * @param unsigned whether requests carry no signature, as a server on this machine accepts them
 * @param accessKeyId of the key that requests are signed with; without it, the key is the process's
 * @param secretAccessKey of the same key
 */
@ConfigurationProperties("tocsin.aws")
public record AwsSettings(
    Optional<URI> endpoint,
    Optional<String> region,
    @Bindable(defaultValue = "false") boolean unsigned,
    Optional<String> accessKeyId,
    Optional<String> secretAccessKey) {

  /** The key of these settings. */
  Optional<AwsCredentialsIdentity> credentials() {
    return accessKeyId.flatMap(
        id -> secretAccessKey.map(secret -> AwsCredentialsIdentity.create(id, secret)));
  }

  @Override
  public String toString() {
    return "AwsSettings[%s, %s]".formatted(endpoint, region);
  }
}
