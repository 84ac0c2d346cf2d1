package dev.tocsin.core.remediation;

import java.time.Duration;
import java.util.List;

/**
 * An entry of the catalogue: a repair for alerts of certain rules.
 *
 * @param id 1 to 64 of {@code a-z 0-9 _}
 * @param alertRules ids of the rules whose alerts it repairs
 * @param requiresApproval whether a person decides each run
 * @param maxAttempts most attempts per target in rolling 24 hours
 * @param cooldown least time between two attempts on one target
 */
public record Remediation(
    String id,
    String name,
    HttpAction action,
    List<String> alertRules,
    boolean requiresApproval,
    int maxAttempts,
    Duration cooldown) {
  public Remediation {
    alertRules = List.copyOf(alertRules);
  }
}
