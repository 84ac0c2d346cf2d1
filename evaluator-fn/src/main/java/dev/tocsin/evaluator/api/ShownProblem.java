package dev.tocsin.evaluator.api;

import dev.tocsin.core.yaml.Problem;
import io.micronaut.serde.annotation.Serdeable;

/** A problem of a file of rules; see {@link Problem}. */
@Serdeable
record ShownProblem(String file, int line, int column, String message) {
  static ShownProblem of(Problem problem) {
    return new ShownProblem(problem.file(), problem.line(), problem.column(), problem.message());
  }
}
