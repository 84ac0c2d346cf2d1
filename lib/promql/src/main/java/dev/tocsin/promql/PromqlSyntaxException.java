package dev.tocsin.promql;

/** A text that is no PromQL, or exceeds a limit. Its message is a sentence for people. */
public final class PromqlSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PromqlSyntaxException(String message) {
    super(message);
  }
}
