package dev.tocsin.platform.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tocsin.core.failure.Outage;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonHandlerTest {
  private final ApplicationContext context =
      ApplicationContext.builder().deduceEnvironment(false).build();

  @AfterEach
  void stop() {
    context.close();
  }

  /** Handles as the test sets it. */
  private record Reported(ApplicationContext context, Function<String, Integer> work)
      implements JsonHandler<String, Integer> {
    @Override
    public Integer handleRequest(String event, Context unused) {
      return work.apply(event);
    }

    @Override
    public ApplicationContext getApplicationContext() {
      return context;
    }
  }

  private String handle(String event, Function<String, Integer> work) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new Reported(context.start(), work)
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(UTF_8)), response, new MockLambdaContext());
    return response.toString(UTF_8);
  }

  @Test
  void handleRequest_bytes_readsTheEventAndWritesTheResponse() throws IOException {
    assertThat(handle("\"four\"", String::length)).isEqualTo("4");
  }

  @Test
  void handleRequest_noEvent_throws() {
    assertThatThrownBy(() -> handle("{", String::length)).isInstanceOf(IOException.class);
  }

  @Test
  void handleRequest_outage_throwsItWithoutItsTrace() {
    assertThatThrownBy(() ->
            handle(
                "\"four\"",
                word -> {
                  throw new UncheckedIOException(new ConnectException("refused"));
                }))
        .isInstanceOf(Outage.class)
        .hasMessageContaining("refused")
        .hasNoCause();
  }
}
