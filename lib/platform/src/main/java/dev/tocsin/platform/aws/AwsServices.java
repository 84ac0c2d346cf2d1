package dev.tocsin.platform.aws;

import io.micronaut.context.annotation.Value;
import io.micronaut.crac.OrderedResource;
import io.micronaut.serde.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.crac.Context;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The services of AWS that functions call, in whose name the environment says or, when it does not,
 * whom the SDK finds. A snapshot holds no credentials.
 */
@Singleton
public final class AwsServices implements OrderedResource {
  private final AwsSettings settings;
  private final String regionOfTheFunction;
  private final Optional<URI> endpointOfTheProcess;
  private final ObjectMapper json;

  /** Spares the search in files and addresses, all of whose classes are loaded at once. */
  private final boolean inTheEnvironment;

  private @Nullable AwsCredentialsProvider provider;

  AwsServices(
      AwsSettings settings,
      @Value("${AWS_REGION:us-east-1}") String regionOfTheFunction,
      @Value("${AWS_ENDPOINT_URL:}") Optional<String> endpointOfTheProcess,
      @Value("${AWS_ACCESS_KEY_ID:}") Optional<String> accessKey,
      ObjectMapper json) {
    this.settings = settings;
    this.regionOfTheFunction = regionOfTheFunction;
    this.endpointOfTheProcess = endpointOfTheProcess.filter(url -> !url.isBlank()).map(URI::create);
    this.inTheEnvironment = accessKey.filter(key -> !key.isBlank()).isPresent();
    this.json = json;
  }

  /**
   * S3, whose paths begin with the bucket's name.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html">Amazon
   *     S3, path-style requests</a>
   */
  public AwsService s3() {
    return service("s3", settings);
  }

  public JsonService secretsManager() {
    return new JsonService(service("secretsmanager", settings), "secretsmanager", "1.1", json);
  }

  /**
   * SQS.
   *
   * @param queues how it is reached, which may be otherwise than the rest
   */
  public JsonService sqs(AwsSettings queues) {
    return new JsonService(service("sqs", queues), "AmazonSQS", "1.0", json);
  }

  private AwsService service(String name, AwsSettings reached) {
    String region = reached.region().orElse(regionOfTheFunction);
    URI endpoint =
        reached
            .endpoint()
            .or(() -> endpointOfTheProcess)
            .orElseGet(() -> URI.create("https://%s.%s.amazonaws.com".formatted(name, region)));
    return new AwsService(
        name,
        region,
        endpoint,
        () ->
            reached.unsigned()
                ? Optional.empty()
                : Optional.of(reached.credentials().orElseGet(this::credentials)));
  }

  /** Of whatever is not about queues. */
  public String region() {
    return settings.region().orElse(regionOfTheFunction);
  }

  public synchronized AwsCredentialsIdentity credentials() {
    if (provider == null) {
      provider =
          inTheEnvironment
              ? EnvironmentVariableCredentialsProvider.create()
              : DefaultCredentialsProvider.builder().build();
    }
    return provider.resolveCredentials();
  }

  @PreDestroy
  synchronized void close() {
    if (provider instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
    provider = null;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    close();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {}
}
