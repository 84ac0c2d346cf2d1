package dev.tocsin.store.deadletter;

import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.deadletter.DeadLettersContract;
import io.micronaut.context.ApplicationContext;

class PostgresDeadLettersTest extends DeadLettersContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected DeadLetters letters() {
    return context.getBean(DeadLetters.class);
  }
}
