package dev.tocsin.core.file;

import dev.tocsin.core.yaml.Problems;

/** Files were read, and what they hold is no text. */
public final class InvalidFiles extends RuntimeException {
  private final transient Problems problems;

  /**
   * @param problems at least one
   */
  public InvalidFiles(Problems problems) {
    super(problems.toString());
    this.problems = problems;
  }

  /** What is wrong with them. */
  public Problems problems() {
    return problems;
  }
}
