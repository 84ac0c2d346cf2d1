package dev.tocsin.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class FailureAnswersTest {
  private final FailureAnswers answers =
      new FailureAnswers(
          (context, response) -> response.body(context.getErrors().getFirst().getMessage()));

  private int status(RuntimeException failure) {
    return answers.handle(HttpRequest.GET("/api/v1/alerts"), failure).code();
  }

  @Test
  void handle_outage_isNotifiedToTryAgain() {
    assertThat(status(new IllegalStateException("cannot read", new ConnectException("refused"))))
        .isEqualTo(503);
  }

  @Test
  void handle_fault_isAnErrorOfTheServer() {
    assertThat(status(new IllegalStateException("a mistake"))).isEqualTo(500);
  }
}
