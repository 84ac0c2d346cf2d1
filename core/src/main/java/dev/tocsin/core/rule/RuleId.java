package dev.tocsin.core.rule;

/** The name by which a rule is known everywhere: 1 to 64 of {@code a-z 0-9 _}. */
public record RuleId(String value) implements Comparable<RuleId> {
  @Override
  public int compareTo(RuleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
