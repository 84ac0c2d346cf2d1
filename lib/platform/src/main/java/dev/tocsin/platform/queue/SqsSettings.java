package dev.tocsin.platform.queue;

import dev.tocsin.platform.aws.AwsSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.Optional;

/**
 * How SQS is reached.
 *
 * @param endpoint where, when it is not AWS itself: {@code http://localhost:9324}
 * @param region of the queues; without it that of the function
 * @param unsigned whether requests carry no signature, as a queue on this machine accepts them
 * @param accessKeyId of the key that requests are signed with; without it, the key is the process's
 * @param secretAccessKey of the same key
 */
@ConfigurationProperties("tocsin.sqs")
record SqsSettings(
    Optional<URI> endpoint,
    Optional<String> region,
    @Bindable(defaultValue = "false") boolean unsigned,
    Optional<String> accessKeyId,
    Optional<String> secretAccessKey) {
  AwsSettings reached() {
    return new AwsSettings(endpoint, region, unsigned, accessKeyId, secretAccessKey);
  }

  @Override
  public String toString() {
    return "SqsSettings[%s, %s]".formatted(endpoint, region);
  }
}
