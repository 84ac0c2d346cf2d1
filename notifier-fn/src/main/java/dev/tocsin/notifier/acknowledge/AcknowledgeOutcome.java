package dev.tocsin.notifier.acknowledge;

import dev.tocsin.routing.state.Acknowledgement;

/** What comes of a responder's wish to acknowledge an alert, or to end that. */
public sealed interface AcknowledgeOutcome {
  /** It is done; the acknowledgement as it was before it ended, where it was ended. */
  record Done(Acknowledgement acknowledgement) implements AcknowledgeOutcome {}

  /**
   * The alert's state forbids it.
   *
   * @param sentence why
   */
  record Refused(String sentence) implements AcknowledgeOutcome {}

  /**
   * What is asked for cannot be.
   *
   * @param sentence why
   */
  record Invalid(String sentence) implements AcknowledgeOutcome {}

  /** No such alert is known. */
  record Unknown() implements AcknowledgeOutcome {}
}
