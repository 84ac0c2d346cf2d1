package dev.tocsin.evaluator.batch;

import dev.tocsin.core.outbox.TransactionConflict;

/** Another batch has changed which replica is in use: this one must be decided on anew. */
final class ReplicaChoiceChanged extends TransactionConflict {
  private static final long serialVersionUID = 1;

  ReplicaChoiceChanged(String topic) {
    super("another batch has changed which replicas of topic " + topic + " are in use");
  }
}
