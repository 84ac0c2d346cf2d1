package dev.tocsin.core.remediation;

import java.time.Instant;

/** What the token of a run's approval covers besides the run's id. */
public record Question(String parametersHash, Instant expiresAt) {
  /** Stands for the question of a run that does not exist: no token is its own. */
  public static final Question NONE = new Question("0".repeat(64), Instant.EPOCH);
}
