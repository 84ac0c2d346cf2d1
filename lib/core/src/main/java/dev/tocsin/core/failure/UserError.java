package dev.tocsin.core.failure;

/**
 * A refusal to start or to go on: one clear sentence for the person at the keyboard, who reads it
 * without a stack trace. The command ends with exit code 1.
 */
public final class UserError extends RuntimeException {
  public UserError(String sentence) {
    super(sentence);
  }

  public UserError(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
