package dev.tocsin.store.secret;

import dev.tocsin.store.aws.AwsClients;
import io.micronaut.retry.annotation.CircuitBreaker;
import jakarta.inject.Singleton;

/** Single requests to Secrets Manager; after one that failed they fail at once for five seconds. */
@Singleton
class SecretCalls {
  private final AwsClients clients;

  SecretCalls(AwsClients clients) {
    this.clients = clients;
  }

  /** The text of a secret. Its bytes, where it has no text, are refused. */
  @CircuitBreaker(attempts = "2", delay = "100ms", reset = "5s", throwWrappedException = true)
  String value(String arn) {
    String text = clients.secretsManager().getSecretValue(get -> get.secretId(arn)).secretString();
    if (text == null || text.isBlank()) {
      throw new IllegalStateException("secret %s holds no text".formatted(arn));
    }
    return text.strip();
  }
}
