package dev.tocsin.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.UnsentLanes;
import dev.tocsin.core.outbox.WakeUps;
import dev.tocsin.testkit.outbox.InMemoryOutbox;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.retry.exception.CircuitOpenException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedQueuesTest {
  @Test
  void wakeUp_afterAFailure_failsAtOnceAndAsksNoMore() {
    AtomicInteger asked = new AtomicInteger();
    try (ApplicationContext context =
        ApplicationContext.builder()
            .beanDefinitions(
                given(
                    Outbox.class,
                    new InMemoryOutbox(new InMemoryTransactions(), new UnsentLanes())),
                given(MessageSender.class, (queue, messages) -> {}),
                given(
                    WakeUps.class,
                    (consumer, delay) -> {
                      asked.incrementAndGet();
                      throw new IllegalStateException("down");
                    }))
            .start()) {
      GuardedQueues queues = context.getBean(GuardedQueues.class);

      assertThatThrownBy(() -> queues.wakeUp(QueueName.NOTIFY, Duration.ZERO)).hasMessage("down");
      assertThatThrownBy(() -> queues.wakeUp(QueueName.NOTIFY, Duration.ZERO))
          .isInstanceOf(CircuitOpenException.class);
      assertThat(asked).hasValue(1);
    }
  }

  private static <T> RuntimeBeanDefinition<T> given(Class<T> type, T bean) {
    return RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).build();
  }
}
