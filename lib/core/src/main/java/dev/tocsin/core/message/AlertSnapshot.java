package dev.tocsin.core.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.unit.Unit;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer needs to know of an alert, so that none has to ask for the rule.
 *
 * @param fingerprint 16 hexadecimal digits
 * @param severity {@code critical}, {@code high}, {@code medium} or {@code low}
 * @param operator how the value is compared with the threshold: {@code >}
 * @param unit of the value and the threshold, as {@link Unit#code()}; null when there is none
 * @param fireCount 1 for the first firing of the alert
 * @param startedAt event time of the alert's first firing
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record AlertSnapshot(
    UUID alertId,
    String fingerprint,
    String dedupKey,
    String ruleId,
    String alertName,
    @JsonInclude(JsonInclude.Include.ALWAYS) String description,
    String severity,
    String metricName,
    String instanceId,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable String runbookUrl,
    @Nullable String operator,
    @Nullable Double threshold,
    @Nullable String unit,
    int fireCount,
    Instant startedAt) {
  public AlertSnapshot {
    Required.field(alertId, "alert_id");
    Required.field(fingerprint, "fingerprint");
    Required.field(dedupKey, "dedup_key");
    Required.field(ruleId, "rule_id");
    Required.field(alertName, "alert_name");
    Required.field(description, "description");
    Required.field(severity, "severity");
    Required.field(metricName, "metric_name");
    Required.field(instanceId, "instance_id");
    Required.field(startedAt, "started_at");
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }
}
