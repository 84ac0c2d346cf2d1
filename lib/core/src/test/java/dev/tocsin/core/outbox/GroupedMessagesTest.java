package dev.tocsin.core.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupedMessagesTest {
  @Test
  void work_failure_holdsBackItsGroupOnly() {
    List<String> done = new ArrayList<>();
    IllegalStateException broken = new IllegalStateException("broken");
    List<GroupedMessages.Failed<String>> failed =
        GroupedMessages.work(
            List.of("a1", "b1", "a2!", "b2", "a3"),
            message -> message.substring(0, 1),
            message -> {
              if (message.endsWith("!")) {
                throw broken;
              }
              done.add(message);
            });
    assertThat(done).containsExactly("a1", "b1", "b2");
    assertThat(failed)
        .containsExactly(
            new GroupedMessages.Failed.Broken<>("a2!", broken),
            new GroupedMessages.Failed.Behind<>("a3"));
  }

  @Test
  void work_allGood_nothingFailed() {
    assertThat(GroupedMessages.work(List.of("a", "b"), message -> message, message -> {}))
        .isEmpty();
  }
}
