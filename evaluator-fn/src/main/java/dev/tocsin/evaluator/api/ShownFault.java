package dev.tocsin.evaluator.api;

import dev.tocsin.core.yaml.Fault;
import io.micronaut.serde.annotation.Serdeable;

/** A fault of a file of rules; see {@link Fault}. */
@Serdeable
record ShownFault(String file, int line, int column, String message) {
  static ShownFault of(Fault fault) {
    return new ShownFault(fault.file(), fault.line(), fault.column(), fault.message());
  }
}
