package dev.tocsin.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSentEventTest {
  /** {@code ~} stands for a line feed, {@code ^} for a carriage return. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "       |    | a            | data: a~~",
        "firing | 7  | a            | event: firing~id: 7~data: a~~",
        "       |    | a~b          | data: a~data: b~~",
        "       |    | a^~b^c       | data: a~data: b~data: c~~",
        "       |    | ~            | data: ~data: ~~",
        "       |    | ``           | data: ~~",
        "       |    | x~event: y   | data: x~data: event: y~~",
      })
  void bytes_anEvent_isAsEventSourceReadsIt(String type, String id, String data, String sent) {
    ServerSentEvent event =
        new ServerSentEvent(
            Optional.ofNullable(type),
            Optional.ofNullable(id),
            data.replace('~', '\n').replace('^', '\r'));
    assertThat(new String(event.bytes(), UTF_8).replace('\n', '~')).isEqualTo(sent);
  }

  @Test
  void comment_and_retry() {
    assertThat(new String(ServerSentEvent.comment("a\nb"), UTF_8)).isEqualTo(": a\n: b\n\n");
    assertThat(new String(ServerSentEvent.retry(Duration.ofSeconds(2)), UTF_8))
        .isEqualTo("retry: 2000\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\0b"})
  void ofFields_thatWouldBecomeOthers_areRefused(String field) {
    assertThatThrownBy(() -> new ServerSentEvent(Optional.of(field), Optional.empty(), ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ServerSentEvent(Optional.empty(), Optional.of(field), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
