package dev.tocsin.evaluator.api;

import dev.tocsin.core.yaml.Problem;
import dev.tocsin.core.yaml.Warning;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** A problem of a file of rules, or a warning; see {@link Problem} and {@link Warning}. */
@Serdeable
record ShownProblem(String file, int line, int column, String message) {
  static ShownProblem of(Problem problem) {
    return new ShownProblem(problem.file(), problem.line(), problem.column(), problem.message());
  }

  static List<ShownProblem> warnings(List<Warning> warnings) {
    return warnings.stream()
        .map(warning ->
            new ShownProblem(warning.file(), warning.line(), warning.column(), warning.message()))
        .toList();
  }
}
