package dev.tocsin.engine.alert;

import dev.tocsin.core.outbox.TransactionConflict;

/** Another transaction has changed alert keys since this one loaded them. */
public final class AlertKeysChanged extends TransactionConflict {
  private static final long serialVersionUID = 1;

  /**
   * @param given how many rows were to be saved or forgotten
   * @param stored how many of them were still stored as they were loaded
   */
  public AlertKeysChanged(int given, long stored) {
    super(
        "%d of %d alert keys were changed by another transaction".formatted(given - stored, given));
  }
}
