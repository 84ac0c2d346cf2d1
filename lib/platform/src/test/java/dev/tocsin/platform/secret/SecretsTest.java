package dev.tocsin.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.testkit.MovedClock;
import dev.tocsin.testkit.lambda.HttpStub;
import dev.tocsin.testkit.lambda.HttpStub.Reply;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client of Secrets Manager against a server that answers as it does. */
class SecretsTest {
  private static final String ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:k-1";

  private final MovedClock clock = MovedClock.create();
  private String value = "first";
  private final HttpStub server = new HttpStub((request, body) -> answer(body));
  private final ApplicationContext context =
      ApplicationContext.builder()
          .properties(
              Map.of(
                  "x.key-secret",
                  ARN,
                  "x.other",
                  "plain",
                  "tocsin.aws.endpoint",
                  server.address().toString(),
                  "tocsin.aws.unsigned",
                  true))
          .beanDefinitions(
              RuntimeBeanDefinition.builder(InstantSource.class, () -> clock)
                  .singleton(true)
                  .build())
          .start();
  private final Secrets secrets = context.getBean(Secrets.class);

  @AfterEach
  void close() {
    context.close();
    server.close();
  }

  private Reply answer(String body) {
    Map<String, String> json = Map.of("Content-Type", "application/x-amz-json-1.1");
    if (value.isEmpty()) {
      return new Reply(500, json, "{\"__type\":\"InternalServiceError\"}");
    }
    assertThat(body).contains(ARN);
    return new Reply(200, json, "{\"ARN\":\"%s\",\"SecretString\":\"%s\"}".formatted(ARN, value));
  }

  @Test
  void find_given_isThatWithoutAsking() {
    assertThat(secrets.find("x.other").orElseThrow().value()).isEqualTo("plain");
    assertThat(secrets.find("x.nothing")).isEmpty();
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void value_reference_isAskedForWhenUsedAndAgainAfterFiveMinutes() {
    Secret secret = secrets.find("x.key").orElseThrow();
    assertThat(secret.isReference()).isTrue();
    assertThat(server.asked()).isEmpty();
    assertThat(secret.value()).isEqualTo("first");
    value = "second";
    clock.advance(Duration.ofSeconds(299));
    assertThat(secret.value()).isEqualTo("first");
    clock.advance(Duration.ofSeconds(1));
    assertThat(secret.value()).isEqualTo("second");
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void value_snapshotIsTaken_isAskedForAnew() {
    Secret secret = secrets.find("x.key").orElseThrow();
    assertThat(secret.value()).isEqualTo("first");
    value = "second";
    secrets.beforeCheckpoint(Core.getGlobalContext());
    assertThat(secret.value()).isEqualTo("second");
  }

  @Test
  void value_serviceAway_theOldOneIsUsed() {
    Secret secret = secrets.find("x.key").orElseThrow();
    assertThat(secret.value()).isEqualTo("first");
    value = "";
    clock.advance(Duration.ofMinutes(5));
    assertThat(secret.value()).isEqualTo("first");
  }

  @Test
  void value_serviceAwayFromTheBeginning_throws() {
    value = "";
    assertThatThrownBy(() -> secrets.find("x.key").orElseThrow().value())
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void toString_never_showsIt() {
    Secret secret = secrets.find("x.other").orElseThrow();
    assertThat(secret).hasToString("<secret>");
  }
}
