package dev.tocsin.core.remediation;

import dev.tocsin.core.message.AlertSnapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run does and for which alert: decided when the alert fired, and never changed.
 *
 * @param target what is repaired: the alert's instance id
 * @param seq number of the alert event that it answers
 * @param parameters what people see of the request
 * @param parametersHash digest of all of the request; empty when there is no valid one
 */
public record RunPlan(
    String remediationId,
    String remediationName,
    String action,
    String target,
    AlertSnapshot alert,
    long seq,
    Map<String, String> parameters,
    String parametersHash,
    Instant created) {
  public RunPlan {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }
}
