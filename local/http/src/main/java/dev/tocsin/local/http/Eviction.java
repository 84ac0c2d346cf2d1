package dev.tocsin.local.http;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which of those that only hold something open gives way when there is room for no more:
 * one without a login before one with, an idle connection before a body that is arriving, then one
 * of the address that has the most of them, then the one that has waited longest. So a client that
 * does its work at once keeps its place, however many others hold theirs open.
 */
final class Eviction {
  private Eviction() {}

  /** What holds something open. */
  interface Candidate {
    String address();

    /** Whether its sender has shown a login. */
    boolean isKnown();

    /** Whether a body is arriving. */
    boolean isReceiving();

    /** Since when it waits, as {@link System#nanoTime} says it. */
    long since();
  }

  /** The one that gives way; empty for no candidates. */
  static <C extends Candidate> Optional<C> choose(Collection<C> candidates) {
    Map<String, Long> ofAddress =
        candidates.stream().collect(groupingBy(Candidate::address, counting()));
    return candidates.stream()
        .min(
            Comparator.<C, Boolean>comparing(Candidate::isKnown)
                .thenComparing(Candidate::isReceiving)
                .thenComparing(
                    candidate -> ofAddress.getOrDefault(candidate.address(), 0L),
                    Comparator.reverseOrder())
                .thenComparing((a, b) -> Long.signum(a.since() - b.since())));
  }
}
