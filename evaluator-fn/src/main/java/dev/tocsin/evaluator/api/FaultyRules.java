package dev.tocsin.evaluator.api;

import dev.tocsin.platform.access.Problem;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A problem document for rules that have faults; {@code faults}, with their places, is an extension
 * as RFC 9457 has it.
 */
@Serdeable
record FaultyRules(String type, String title, int status, String detail, List<ShownFault> faults) {
  static FaultyRules of(Problem problem, List<ShownFault> faults) {
    return new FaultyRules(
        problem.type(), problem.title(), problem.status(), problem.detail(), faults);
  }
}
