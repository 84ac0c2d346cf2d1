package dev.tocsin.platform.http;

/**
 * No answer came. The message is a sentence for a person without the secrets of the request; what
 * was caught is not kept as a cause, since it may hold them.
 */
public final class OutgoingFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final Why why;

  /** What kept the answer away. */
  public enum Why {
    /** The host's name has no address. Nothing was sent. */
    HOST_UNKNOWN,
    /** One of the host's addresses may not be called. Nothing was sent. */
    ADDRESS_REFUSED,
    /** No connection could be made. Nothing was sent. */
    NOT_CONNECTED,
    /** No connection was made in time. Nothing was sent. */
    CONNECTING_TOO_LONG,
    /** The connection broke; the request may have arrived. */
    CONNECTION_LOST,
    /** The answer was not there in time; the request may have arrived. */
    ANSWER_TOO_LATE;

    /** Whether the request certainly did not arrive. */
    public boolean notSent() {
      return switch (this) {
        case HOST_UNKNOWN, ADDRESS_REFUSED, NOT_CONNECTED, CONNECTING_TOO_LONG -> true;
        case CONNECTION_LOST, ANSWER_TOO_LATE -> false;
      };
    }
  }

  OutgoingFailure(Why why, String message) {
    super(message);
    this.why = why;
  }

  public Why why() {
    return why;
  }

  /** The message, which is never absent. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
