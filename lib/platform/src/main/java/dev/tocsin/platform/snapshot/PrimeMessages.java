package dev.tocsin.platform.snapshot;

import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.snapshot.Primer;
import dev.tocsin.platform.queue.MessageDecoder;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Reads a message as a consumer does. */
@Singleton
final class PrimeMessages implements Primer {
  private static final String MESSAGE =
      """
      {
        "version": 1,
        "shard": 0,
        "events": [
          {
            "type": "alert_changed",
            "version": 1,
            "event_id": "0190a6f0-0000-7000-8000-000000000001",
            "seq": 1,
            "change": "fired",
            "reason": "duration_met",
            "at": "2026-11-21T10:05:00.250Z",
            "value": 91.5,
            "alert": {
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
            }
          }
        ]
      }
      """;

  private final MessageDecoder decoder;

  PrimeMessages(MessageDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public void prime() {
    MessageDecoder.Decoded decoded = decoder.decode(QueueName.NOTIFY, MESSAGE, Instant.EPOCH);
    if (decoded.events().isEmpty()) {
      throw new IllegalStateException("the message is not read: " + decoded.unreadable());
    }
  }
}
