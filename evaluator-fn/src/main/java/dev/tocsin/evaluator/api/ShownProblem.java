package dev.tocsin.evaluator.api;

import dev.tocsin.core.yaml.Problem;
import io.micronaut.serde.annotation.Serdeable;

/** A fault of a file of rules; see {@link Problem}. */
@Serdeable
record ShownProblem(String file, int line, int column, String message) {
  static ShownProblem of(Problem fault) {
    return new ShownProblem(fault.file(), fault.line(), fault.column(), fault.message());
  }
}
