package dev.tocsin.notifier.api.v2;

/** A request is refused with 400; the message is for its sender. */
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String sentence;

  BadRequest(String sentence) {
    super(sentence, null, false, false);
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
