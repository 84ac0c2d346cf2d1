package dev.tocsin.local;

/**
 * A refusal to start or to go on: one clear sentence for the person at the keyboard, who reads it
 * without a stack trace. The command ends with exit code 1.
 */
public final class Refused extends RuntimeException {
  public Refused(String sentence) {
    super(sentence);
  }

  public Refused(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
