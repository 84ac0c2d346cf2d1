package dev.tocsin.core.remediation;

import java.util.Locale;

/** Why a run ended as it did, or why its last attempt failed. */
public enum EndReason {
  /** The target's last attempt is too young. */
  COOLDOWN,
  /** The target has had its attempts of the last 24 hours. */
  MAX_ATTEMPTS,
  /** Another run for the target waits or is under way. */
  ALREADY_RUNNING,
  /** A label that the action refers to may not become a parameter. */
  INVALID_PARAMETER,
  /** The alert was over before anything was done. */
  ALERT_RESOLVED,
  /** A person said no. */
  DENIED,
  /** Nobody answered in time. */
  APPROVAL_EXPIRED,
  /** The catalogue now says something else than what was asked. */
  PARAMETERS_CHANGED,
  /** The catalogue no longer has the remediation. */
  REMEDIATION_REMOVED,
  /** The catalogue no longer names the alert's rule for the remediation. */
  RULE_REMOVED,
  /** The run is marked as approved, and the rows of the decision do not bear that out. */
  NOT_APPROVED,
  HTTP_2XX,
  /** The request was answered with any other status. */
  HTTP_STATUS,
  /** No connection came about: the request certainly did not arrive. */
  NOT_REACHED,
  /** The request was under way when time ran out or the connection broke: it may have arrived. */
  NO_ANSWER,
  /** The host has an address that must not be called. */
  ADDRESS_REFUSED,
  /** Whoever carried it out never recorded how it went. */
  OUTCOME_UNKNOWN;

  /** The name as rows, messages and JSON write it: {@code max_attempts}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
