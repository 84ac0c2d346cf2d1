package dev.tocsin.routing.matcher;

/** A text that is no matcher. */
public final class MatcherSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  MatcherSyntaxException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  MatcherSyntaxException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  /** Where the fault is and what would be right; the same as the message. */
  public String sentence() {
    return sentence;
  }
}
