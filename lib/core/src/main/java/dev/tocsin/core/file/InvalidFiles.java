package dev.tocsin.core.file;

import dev.tocsin.core.yaml.Problems;

/** Files were read, and what they hold is no text. */
public final class InvalidFiles extends RuntimeException {
  private final transient Problems faults;

  /**
   * @param faults at least one
   */
  public InvalidFiles(Problems faults) {
    super(faults.toString());
    this.faults = faults;
  }

  /** What is wrong with them. */
  public Problems faults() {
    return faults;
  }
}
