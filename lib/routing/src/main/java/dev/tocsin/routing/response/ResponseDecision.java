package dev.tocsin.routing.response;

import java.time.Instant;

/** What becomes of an alert to which a reaction is awaited. */
public sealed interface ResponseDecision {
  /** No reaction is awaited any more. */
  record Over() implements ResponseDecision {}

  /** It is not overdue now, and looked at again at a time. */
  record Wait(Instant lookAt) implements ResponseDecision {}

  /** Nobody has reacted in time. */
  record Overdue() implements ResponseDecision {}
}
