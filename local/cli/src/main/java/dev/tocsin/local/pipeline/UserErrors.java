package dev.tocsin.local.pipeline;

import dev.tocsin.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects refusals, so that a person sees all of them at once. */
final class UserErrors {
  private final List<String> sentences = new ArrayList<>();

  /** What the step gives; empty when it was refused. */
  <T> Optional<T> collect(Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (UserError refused) {
      sentences.add(String.valueOf(refused.getMessage()));
      return Optional.empty();
    }
  }

  /** Runs a step that may be refused. */
  void check(Runnable step) {
    try {
      step.run();
    } catch (UserError refused) {
      sentences.add(String.valueOf(refused.getMessage()));
    }
  }

  /**
   * Ends the collection.
   *
   * @throws UserError with all that was refused, a line each
   */
  void throwIfAny() {
    if (!sentences.isEmpty()) {
      throw new UserError(String.join("\n", sentences));
    }
  }
}
