package dev.tocsin.core.outbox;

/**
 * Another transaction was in the way of this one, which was rolled back: it may succeed when all of
 * it is run again.
 */
public class TransactionConflict extends RuntimeException {
  private static final long serialVersionUID = 1;

  protected TransactionConflict(String message) {
    super(message);
  }

  /** A conflict that the database has noticed. */
  public TransactionConflict(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
