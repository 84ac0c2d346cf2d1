package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One value of one metric at one time, as producers send it to the metrics topic.
 *
 * @param metricName for example {@code cpu_usage_percent}
 * @param instanceId what was measured; also the key of the Kafka record, so that a series stays in
 *     one partition
 * @param value a finite number
 * @param timestamp when it was measured
 * @param tags further labels of the series, in order of their names
 */
record Measurement(
    String metricName,
    String instanceId,
    double value,
    Instant timestamp,
    Map<String, String> tags) {

  public Measurement {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          metricName + " of " + instanceId + " is no number: " + value);
    }
    tags = Map.copyOf(tags);
  }

  /** The JSON record form: one object, timestamp in RFC 3339 with milliseconds. */
  public String toJson() {
    ObjectNode json = Json.object();
    json.put("metric_name", metricName);
    json.put("instance_id", instanceId);
    json.put("value", value);
    json.put("timestamp", Json.time(timestamp));
    ObjectNode named = json.putObject("tags");
    new TreeMap<>(tags).forEach(named::put);
    return json.toString();
  }
}
