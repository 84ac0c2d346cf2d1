package dev.tocsin.evaluator.api;

import dev.tocsin.platform.access.ProblemDocument;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A problem document for rules that have problems; {@code problems}, with their places, is an
 * extension as RFC 9457 has it.
 */
@Serdeable
record RuleProblems(
    String type, String title, int status, String detail, List<ShownProblem> problems) {
  static RuleProblems of(ProblemDocument problem, List<ShownProblem> problems) {
    return new RuleProblems(
        problem.type(), problem.title(), problem.status(), problem.detail(), problems);
  }
}
