package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the API shows it. The first five fields are Prometheus's.
 *
 * @param activeAt since when the condition has held, RFC 3339
 * @param value the value last compared, as Prometheus writes it: {@code 9.15e+01}
 * @param since since when the state lasts, RFC 3339
 * @param team the alert's label {@code team}, else what enrichment found
 * @param alertId none while pending
 * @param unit of the value, as {@link dev.tocsin.core.unit.Unit#code()}; none when it is not known
 */
@Serdeable
record ActiveAlert(
    @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, String> labels,
    @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, String> annotations,
    String state,
    String activeAt,
    String value,
    String since,
    @Nullable String team,
    String fingerprint,
    @JsonProperty("rule_id") String ruleId,
    @JsonProperty("alert_id") @Nullable UUID alertId,
    @JsonProperty("fire_count") int fireCount,
    @JsonProperty("dedup_key") @Nullable String dedupKey,
    @Nullable String unit) {}
