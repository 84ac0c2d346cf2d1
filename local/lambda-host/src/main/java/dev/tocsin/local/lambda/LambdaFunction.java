package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.evaluator.KafkaBatchResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * A function called by the Lambda API, as an event source mapping calls it: synchronously, one call
 * for one batch. Thread-safe.
 */
public final class LambdaFunction implements AutoCloseable {
  /** As long as a function may run, and a little for the way. */
  private static final Duration PATIENCE = Duration.ofMinutes(15).plusSeconds(10);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private final LambdaClient client;
  private final String name;
  private final String qualifier;

  private LambdaFunction(LambdaClient client, String name, String qualifier) {
    this.client = client;
    this.name = name;
    this.qualifier = qualifier;
  }

  /**
   * A function.
   *
   * @param endpoint where the Lambda API is
   * @param qualifier version or alias
   */
  public static LambdaFunction at(
      URI endpoint,
      Region region,
      AwsCredentialsProvider credentials,
      String name,
      String qualifier) {
    LambdaClient client =
        LambdaClient.builder()
            .endpointOverride(endpoint)
            .region(region)
            .credentialsProvider(credentials)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(PATIENCE))
            // A second call while the first one still runs would break the order.
            .overrideConfiguration(override ->
                override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(PATIENCE))
            .build();
    return new LambdaFunction(client, name, qualifier);
  }

  /**
   * Hands over a batch; an answer without failures means that all of it is done.
   *
   * @throws IllegalStateException when the function failed, or answered what is no batch response
   * @throws software.amazon.awssdk.core.exception.SdkException when it could not be called
   */
  public KafkaBatchResponse handle(KafkaEvent event) {
    InvokeResponse response =
        client.invoke(call ->
            call.functionName(name)
                .qualifier(qualifier)
                .payload(SdkBytes.fromByteArrayUnsafe(json(event))));
    byte[] answer =
        Optional.ofNullable(response.payload()).map(SdkBytes::asByteArray).orElse(new byte[0]);
    if (response.functionError() != null) {
      throw new IllegalStateException(
          "%s: %s %s".formatted(name, response.functionError(), message(answer)));
    }
    return response(answer);
  }

  @Override
  public void close() {
    client.close();
  }

  private static byte[] json(KafkaEvent event) {
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private KafkaBatchResponse response(byte[] answer) {
    List<KafkaBatchResponse.Failure> failures = new ArrayList<>();
    for (JsonNode item : tree(answer).path("batchItemFailures")) {
      JsonNode failed = item.path("itemIdentifier");
      if (!failed.path("partition").isTextual() || !failed.path("offset").isIntegralNumber()) {
        throw new IllegalStateException(name + " answered what is no batch response: " + item);
      }
      failures.add(
          new KafkaBatchResponse.Failure(
              new KafkaBatchResponse.Position(
                  failed.path("partition").textValue(), failed.path("offset").longValue())));
    }
    return new KafkaBatchResponse(failures);
  }

  /** What the runtime says of a failure. */
  private static String message(byte[] answer) {
    return tree(answer).path("errorMessage").asText("without a message");
  }

  private static JsonNode tree(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
