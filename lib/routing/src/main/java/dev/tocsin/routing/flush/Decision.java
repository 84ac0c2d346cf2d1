package dev.tocsin.routing.flush;

/** What a flush does at one integration. */
public sealed interface Decision permits Send, Skip, Relay {
  Reason reason();
}
