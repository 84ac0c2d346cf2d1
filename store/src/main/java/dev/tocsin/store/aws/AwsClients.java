package dev.tocsin.store.aws;

import io.micronaut.context.annotation.Value;
import io.micronaut.crac.OrderedResource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.crac.Context;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The clients of S3 and Secrets Manager, each made when it is first asked for, since few functions
 * want both. They repeat nothing by themselves: how often a call is repeated stands on the call. A
 * snapshot holds none: a client keeps credentials, and has drawn when to renew them.
 */
@Singleton
public final class AwsClients implements OrderedResource {
  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  private final AwsSettings settings;
  private final String regionOfTheFunction;
  private final Optional<String> endpointOfTheProcess;

  private @Nullable S3Client s3;
  private @Nullable SecretsManagerClient secretsManager;

  AwsClients(
      AwsSettings settings,
      @Value("${AWS_REGION:us-east-1}") String regionOfTheFunction,
      @Value("${AWS_ENDPOINT_URL:}") Optional<String> endpointOfTheProcess) {
    this.settings = settings;
    this.regionOfTheFunction = regionOfTheFunction;
    this.endpointOfTheProcess = endpointOfTheProcess.filter(url -> !url.isBlank());
  }

  public synchronized S3Client s3() {
    if (s3 == null) {
      // Elsewhere than on AWS a bucket's name is seldom a host's.
      boolean elsewhere = endpoint().isPresent();
      s3 = set(S3Client.builder()).forcePathStyle(elsewhere).build();
    }
    return s3;
  }

  public synchronized SecretsManagerClient secretsManager() {
    if (secretsManager == null) {
      secretsManager = set(SecretsManagerClient.builder()).build();
    }
    return secretsManager;
  }

  public Region region() {
    return Region.of(settings.region().orElse(regionOfTheFunction));
  }

  public AwsCredentialsProvider credentials() {
    return settings.unsigned()
        ? AnonymousCredentialsProvider.create()
        : DefaultCredentialsProvider.builder().build();
  }

  private Optional<URI> endpoint() {
    return settings.endpoint().or(() -> endpointOfTheProcess.map(URI::create));
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B set(B builder) {
    builder
        .region(region())
        .credentialsProvider(credentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(
            call -> call.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(ATTEMPT));
    endpoint().ifPresent(builder::endpointOverride);
    return builder;
  }

  @PreDestroy
  synchronized void close() {
    if (s3 != null) {
      s3.close();
      s3 = null;
    }
    if (secretsManager != null) {
      secretsManager.close();
      secretsManager = null;
    }
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    close();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {}
}
