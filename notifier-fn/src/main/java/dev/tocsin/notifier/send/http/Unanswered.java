package dev.tocsin.notifier.send.http;

/** No answer came. The message is a sentence without secrets. */
public class Unanswered extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Unanswered(String message) {
    super(message);
  }

  /** The connection could not be made, or broke: worth a second try at once. */
  static final class ConnectionLost extends Unanswered {
    private static final long serialVersionUID = 1;

    ConnectionLost(String message) {
      super(message);
    }
  }
}
