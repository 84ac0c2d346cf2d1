package dev.tocsin.local.demo;

/** What the pipeline's database says of alerts and runs, for an observer that only looks. */
public interface Records {

  /** Whether context is stored for the alert with this {@code alert_id}. */
  boolean enriched(String alertId);

  /** Whether the remediation run with this {@code run_id} has ended with success. */
  boolean remediationSucceeded(String runId);
}
