package dev.tocsin.store.queue;

import dev.tocsin.store.snapshot.Primer;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** Makes the client of SQS. It connects when it is first used. */
@Factory
final class SqsFactory {
  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  /** Repeats nothing by itself: how often a call is repeated stands on the call. */
  @Singleton
  @Bean(preDestroy = "close")
  SqsClient client(
      SqsSettings settings, @Value("${AWS_REGION:us-east-1}") String regionOfTheFunction) {
    SqsClientBuilder builder =
        SqsClient.builder()
            .region(Region.of(settings.region().orElse(regionOfTheFunction)))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(call ->
                call.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(ATTEMPT));
    settings.endpoint().ifPresent(builder::endpointOverride);
    if (settings.unsigned()) {
      builder.credentialsProvider(AnonymousCredentialsProvider.create());
    }
    return builder.build();
  }

  /** The client is part of a snapshot. */
  @Singleton
  Primer primer(BeanProvider<SqsClient> client) {
    return client::get;
  }
}
