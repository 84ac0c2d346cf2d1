package dev.tocsin.platform.secret;

import dev.tocsin.platform.aws.AwsServices;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.retry.annotation.CircuitBreaker;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single requests to Secrets Manager; after one that failed they fail at once for five seconds. */
@Singleton
class SecretCalls {
  private final AwsServices aws;

  SecretCalls(AwsServices aws) {
    this.aws = aws;
  }

  /** The text of a secret. Its bytes, where it has no text, are refused. */
  @CircuitBreaker(attempts = "2", delay = "100ms", reset = "5s", throwWrappedException = true)
  String value(String arn) {
    @Nullable JsonNode text =
        aws.secretsManager().call("GetSecretValue", Map.of("SecretId", arn)).get("SecretString");
    if (text == null || !text.isString() || text.getStringValue().isBlank()) {
      throw new IllegalStateException("secret %s holds no text".formatted(arn));
    }
    return text.getStringValue().strip();
  }
}
