package dev.tocsin.core.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceTest {
  @Test
  void of_controls_areSpaces() {
    assertThat(Sentence.of(" a\u0000b\r\nc\u001b[31m ")).isEqualTo("a b  c [31m");
  }

  @Test
  void of_halfPair_isReplacedAndWholeOnesStay() {
    assertThat(Sentence.of("\ud83d x \ud83d\udea8")).isEqualTo("\ufffd x \ud83d\udea8");
  }

  @Test
  void of_longText_isCut() {
    assertThat(Sentence.of("x".repeat(1000))).hasSize(300);
  }
}
