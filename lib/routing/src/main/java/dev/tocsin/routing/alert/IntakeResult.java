package dev.tocsin.routing.alert;

import java.util.List;
import java.util.Optional;

/**
 * What became of a batch of posted alerts. Those accepted are kept also when others are refused.
 *
 * @param accepted in the order of the batch
 * @param refusals what is wrong with each of the others, in the order of the batch
 */
public record IntakeResult(List<Alert> accepted, List<String> refusals) {
  public IntakeResult {
    accepted = List.copyOf(accepted);
    refusals = List.copyOf(refusals);
  }

  /** The text of the 400 that answers the batch; empty when all alerts are accepted. */
  public Optional<String> refusal() {
    return refusals.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", refusals));
  }
}
