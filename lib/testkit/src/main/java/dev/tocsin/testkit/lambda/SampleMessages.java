package dev.tocsin.testkit.lambda;

/** Bodies of queue messages, of one event each and about one alert. */
public final class SampleMessages {
  private static final String ALERT =
      """
      {
        "alert_id": "0190a6f0-0000-7000-8000-000000000003",
        "fingerprint": "9a1c3e5f70b2d4e6",
        "dedup_key": "cpu_high:web-1:cpu_usage_percent:1987654",
        "rule_id": "cpu_high",
        "alert_name": "High CPU Usage",
        "description": "CPU usage exceeds 80%",
        "severity": "high",
        "metric_name": "cpu_usage_percent",
        "instance_id": "web-1",
        "labels": {
          "alertname": "High CPU Usage"
        },
        "runbook_url": "https://wiki/runbooks/high-cpu",
        "operator": ">",
        "threshold": 80.0,
        "fire_count": 1,
        "started_at": "2026-11-21T10:05:00.250Z"
      }\
      """;

  /** The event alone that an alert began to fire, as a dead letter has it. */
  public static final String FIRED_EVENT =
      """
      {
        "type": "alert_changed",
        "version": 1,
        "event_id": "0190a6f0-0000-7000-8000-000000000001",
        "seq": 1,
        "change": "fired",
        "reason": "duration_met",
        "at": "2026-11-21T10:05:00.250Z",
        "value": 91.5,
        "alert": %s
      }\
      """
          .formatted(ALERT);

  /** An alert began to fire. */
  public static final String FIRED =
      """
      {"version": 1, "shard": 3, "events": [%s]}
      """
          .formatted(FIRED_EVENT);

  /** A remediation of it wants to be approved. */
  public static final String APPROVAL_REQUESTED =
      """
      {
        "version": 1,
        "shard": 3,
        "events": [
          {
            "type": "approval_requested",
            "version": 1,
            "event_id": "0190a6f0-0000-7000-8000-000000000004",
            "seq": 1,
            "at": "2026-11-21T10:05:00.250Z",
            "alert": %s,
            "run_id": "0190a6f0-0000-7000-8000-000000000002",
            "remediation_id": "restart",
            "remediation_name": "Restart",
            "action": "http",
            "target": "web-1",
            "parameters_hash": "ab12",
            "expires_at": "2999-01-01T00:00:00Z"
          }
        ]
      }
      """
          .formatted(ALERT);

  private SampleMessages() {}
}
