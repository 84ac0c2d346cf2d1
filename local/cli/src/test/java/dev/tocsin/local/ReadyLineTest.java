package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ReadyLineTest {
  @Test
  void parse_theLine_hasItsAddresses() {
    ReadyLine line =
        ReadyLine.parse(
                "ready kafka=127.0.0.1:1 http=http://127.0.0.1:2 postgres=jdbc:postgresql://h:3/t?user=a")
            .orElseThrow();
    assertThat(line.http()).isEqualTo(URI.create("http://127.0.0.1:2"));
    assertThat(line.address("kafka")).isEqualTo("127.0.0.1:1");
    assertThat(line.address("postgres")).isEqualTo("jdbc:postgresql://h:3/t?user=a");
    assertThatThrownBy(() -> line.address("sqs")).hasMessage("the ready line names no sqs");
  }

  @Test
  void parse_anotherLine_isNone() {
    assertThat(ReadyLine.parse("getting ready kafka=1")).isEmpty();
    assertThat(ReadyLine.parse("")).isEmpty();
  }
}
