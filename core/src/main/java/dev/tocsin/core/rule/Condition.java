package dev.tocsin.core.rule;

/**
 * What must be true of a key for its rule to hold. A new type of rule is a new variant here; the
 * life cycle does not know them.
 */
public sealed interface Condition {
  /** What values are compared with. */
  double threshold();

  /** Whether the rule is judged at each sample, and not on the grid of its group. */
  boolean judgedAtSamples();

  /** {@code value operator threshold}, judged at each sample. */
  record Threshold(Operator operator, double threshold) implements Condition {
    @Override
    public boolean judgedAtSamples() {
      return true;
    }
  }
}
