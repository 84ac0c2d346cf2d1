package dev.tocsin.core.outbox;

import java.util.function.Supplier;

/** Runs work so that all of it takes effect, or none. */
public interface Transactions {
  /** Joins the caller's transaction if there is one. An exception undoes everything. */
  <T> T inOne(Supplier<T> work);
}
