package dev.tocsin.notifier.wake;

import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.platform.queue.QueuePublisher;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.util.StringUtils;
import jakarta.inject.Singleton;

/** How what flushes groups is woken. */
@Factory
final class DispatchWakeUps {
  /** Whether the process flushes groups in a loop of its own. */
  static final String LOOP = "tocsin.notifier.loop";

  @Singleton
  @Requires(property = LOOP, value = StringUtils.TRUE)
  DispatchWakeUp ofLoop(Transactions transactions, Alarm alarm) {
    return () -> transactions.afterCommit(alarm::ring);
  }

  @Singleton
  @Requires(property = LOOP, notEquals = StringUtils.TRUE)
  DispatchWakeUp byQueue(QueuePublisher publisher) {
    return () -> publisher.wakeUpOnceCommitted(QueueName.NOTIFY);
  }
}
