package dev.tocsin.core.file;

import dev.tocsin.core.yaml.Faults;

/** Files were read, and what they hold is no text. */
public final class FaultyFiles extends RuntimeException {
  private final transient Faults faults;

  /**
   * @param faults at least one
   */
  public FaultyFiles(Faults faults) {
    super(faults.toString());
    this.faults = faults;
  }

  /** What is wrong with them. */
  public Faults faults() {
    return faults;
  }
}
