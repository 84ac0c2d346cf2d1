package dev.tocsin.testkit.deadletter;

import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryDeadLettersTest extends DeadLettersContract {
  private final DeadLetters letters = new InMemoryDeadLetters(new InMemoryTransactions());

  @Override
  protected DeadLetters letters() {
    return letters;
  }
}
