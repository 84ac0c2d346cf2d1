package dev.tocsin.routing.alert;

import dev.tocsin.core.outbox.TransactionConflict;

/** Another transaction has saved alerts that this one found unknown. */
public final class RoutedAlertsChanged extends TransactionConflict {
  private static final long serialVersionUID = 1;

  /**
   * @param given how many alerts were to be saved
   * @param saved how many of them were saved
   */
  public RoutedAlertsChanged(int given, int saved) {
    super(
        "%d of %d alerts were saved by another transaction meanwhile"
            .formatted(given - saved, given));
  }
}
