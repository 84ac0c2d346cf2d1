package dev.tocsin.core.identity;

/** The name by which a rule is known everywhere: 1 to 64 of {@code a-z 0-9 _}. */
public record RuleId(String value) implements Comparable<RuleId> {
  /** What the ids of Tocsin's own alerts begin with, and no others. */
  public static final String OF_TOCSIN = "tocsin_";

  @Override
  public int compareTo(RuleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
