package dev.tocsin.core.remediation;

import java.util.List;
import java.util.Optional;

/** The remediations there are, in the order in which they are tried. */
public record Catalogue(List<Remediation> remediations) {
  public static final Catalogue EMPTY = new Catalogue(List.of());

  public Catalogue {
    remediations = List.copyOf(remediations);
  }

  /** The remediations for alerts of a rule. */
  List<Remediation> forRule(String ruleId) {
    return remediations.stream().filter(entry -> entry.alertRules().contains(ruleId)).toList();
  }

  public Optional<Remediation> find(String remediationId) {
    return remediations.stream().filter(entry -> entry.id().equals(remediationId)).findFirst();
  }
}
