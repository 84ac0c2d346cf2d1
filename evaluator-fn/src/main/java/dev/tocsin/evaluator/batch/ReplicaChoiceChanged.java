package dev.tocsin.evaluator.batch;

/** Another batch has changed which replica is in use: this one must be decided on anew. */
final class ReplicaChoiceChanged extends RuntimeException {
  ReplicaChoiceChanged(String topic) {
    super("another batch has changed which replicas of topic " + topic + " are in use");
  }
}
