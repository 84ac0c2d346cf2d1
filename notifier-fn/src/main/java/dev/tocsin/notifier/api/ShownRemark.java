package dev.tocsin.notifier.api;

import dev.tocsin.core.yaml.Problem;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Warning;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** A problem of a configuration, or a warning; see {@link Problem} and {@link Warning}. */
@Serdeable
record ShownRemark(String file, int line, int column, String message) {
  static List<ShownRemark> problems(Problems problems) {
    return problems.list().stream()
        .map(problem ->
            new ShownRemark(problem.file(), problem.line(), problem.column(), problem.message()))
        .toList();
  }

  static List<ShownRemark> warnings(List<Warning> warnings) {
    return warnings.stream()
        .map(warning ->
            new ShownRemark(warning.file(), warning.line(), warning.column(), warning.message()))
        .toList();
  }
}
