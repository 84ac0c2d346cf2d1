package dev.tocsin.engine.rule;

import dev.tocsin.core.identity.RuleId;
import java.time.Instant;
import java.util.Map;

/**
 * The rules that are in force.
 *
 * @param version digest of the whole rule set
 * @param publishedAt when it was given to us; the later one wins
 * @param identities each rule's identity
 */
public record RuleActivation(String version, Instant publishedAt, Map<RuleId, String> identities) {
  public RuleActivation {
    identities = Map.copyOf(identities);
  }

  /** Whether this rule set takes the place of {@code current}. */
  public boolean supersedes(RuleActivation current) {
    return !version.equals(current.version) && publishedAt.isAfter(current.publishedAt);
  }
}
