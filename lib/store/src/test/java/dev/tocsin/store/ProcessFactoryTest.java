package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.testkit.MovedClock;
import dev.tocsin.testkit.postgres.TestPostgres;
import dev.tocsin.testkit.queue.InMemoryQueues;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProcessFactoryTest {
  @Test
  void context_givenItsOwnClockAndSender_usesThem() {
    MovedClock clock = MovedClock.create();
    InMemoryQueues queues = new InMemoryQueues();

    try (ApplicationContext context =
        ApplicationContext.builder()
            .beanDefinitions(given(InstantSource.class, clock), given(MessageSender.class, queues))
            .properties(TestPostgres.copyOf("tocsin", Schema::migrate).properties())
            .start()) {
      assertThat(context.getBean(MessageSender.class)).isSameAs(queues);
      assertThat(context.getBean(InstantSource.class)).isSameAs(clock);
      assertThatCode(() -> context.getBean(Publisher.class)).doesNotThrowAnyException();
    }
  }

  @Test
  void context_givenNoClock_hasOneOfWholeMilliseconds() {
    try (ApplicationContext context = ApplicationContext.run()) {
      InstantSource clock = context.getBean(InstantSource.class);

      assertThat(clock).isEqualTo(Clock.tickMillis(ZoneOffset.UTC));
    }
  }

  private static <T> RuntimeBeanDefinition<T> given(Class<T> type, T bean) {
    return RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).build();
  }
}
