package dev.tocsin.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.serde.ObjectMapper;
import org.junit.jupiter.api.Test;

class AnswerSizeTest {
  private final AnswerSize size = new AnswerSize(ObjectMapper.getDefault());

  @Test
  void take_whatDoesNotFit_leavesRoomForWhatDoes() {
    AnswerSize.Room room = size.room();
    assertThat(room.take("a".repeat(2_999_000))).isTrue();
    assertThat(room.take("b".repeat(2_000))).isFalse();
    assertThat(room.take("c".repeat(900))).isTrue();
    assertThat(size.room().take("d".repeat(2_000))).isTrue();
  }

  @Test
  void take_isCountedInBytes() {
    assertThat(size.room().take("ü".repeat(1_600_000))).isFalse();
    assertThat(size.room().take("u".repeat(1_600_000))).isTrue();
  }
}
