package dev.tocsin.notifier.send;

/** No answer came. */
class Unanswered extends RuntimeException {
  Unanswered(String message) {
    super(message);
  }

  /** The connection could not be made, or broke: worth a second try at once. */
  static final class ConnectionLost extends Unanswered {
    ConnectionLost(String message) {
      super(message);
    }
  }
}
