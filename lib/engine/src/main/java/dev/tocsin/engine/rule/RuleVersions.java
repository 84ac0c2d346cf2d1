package dev.tocsin.engine.rule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** All rules that were ever given to us. Added to only under {@link RuleActivations#lock}. */
public interface RuleVersions {
  /**
   * Adds a version.
   *
   * @param version whose number is of no meaning
   * @return its number
   */
  long add(RuleVersion version);

  /** The number of the newest; 0 when there is none. The cheap question. */
  long newest();

  /**
   * The number of the newest with these rules; none when there is none.
   *
   * @param digest of the rules
   */
  OptionalLong newestOf(String digest);

  Optional<RuleVersion> find(long number);

  /**
   * Versions without their files, newest first, at most {@code limit}.
   *
   * @param before those with a smaller number
   */
  List<RuleVersion> list(long before, int limit);

  /** Removes versions older than a time, but not the newest {@code kept}. */
  int purge(Instant before, int kept);
}
