package dev.tocsin.store.queue;

import dev.tocsin.store.aws.AwsSettings;
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
 */
@ConfigurationProperties("tocsin.sqs")
record SqsSettings(
    Optional<URI> endpoint,
    Optional<String> region,
    @Bindable(defaultValue = "false") boolean unsigned) {
  AwsSettings reached() {
    return new AwsSettings(endpoint, region, unsigned);
  }
}
