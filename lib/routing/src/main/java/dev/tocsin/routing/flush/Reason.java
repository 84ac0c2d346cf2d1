package dev.tocsin.routing.flush;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a flush notifies an integration, or does not. */
public sealed interface Reason permits SendReason, SkipReason {
  /** The reason as rows, meters and answers write it: {@code nothing_new}. */
  String code();

  /** The reason of a code; empty for one of another release. */
  static Optional<Reason> of(String code) {
    return Stream.<Reason>concat(
            Arrays.stream(SendReason.values()), Arrays.stream(SkipReason.values()))
        .filter(reason -> reason.code().equals(code))
        .findFirst();
  }
}
