package dev.tocsin.core.remediation;

/** What attempts are counted for: one remediation on one instance. */
public record Target(String remediationId, String instanceId) implements Comparable<Target> {
  @Override
  public int compareTo(Target other) {
    int byId = remediationId.compareTo(other.remediationId);
    return byId != 0 ? byId : instanceId.compareTo(other.instanceId);
  }
}
