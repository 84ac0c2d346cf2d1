package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of the keys of a rule.
 *
 * @param alertKeys by shard, then by fingerprint
 * @param next to be given as {@code after} for the next page; none on the last
 */
@Serdeable
record AlertKeysPage(
    @JsonInclude(JsonInclude.Include.ALWAYS) @JsonProperty("alert_keys") List<ShownKey> alertKeys,
    @Nullable String next) {
  /**
   * A key. Times are event times, RFC 3339.
   *
   * @param labels those of its alert; empty in the rare case that they are forgotten
   * @param state none, pending, firing or resolved
   * @param since since when it is in that state; left out for none
   * @param value what its last transition compared
   * @param lastFired its last firing, unless it is at rest
   */
  @Serdeable
  record ShownKey(
      String fingerprint,
      @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, String> labels,
      String state,
      @Nullable String since,
      @Nullable Double value,
      @JsonProperty("last_fired") @Nullable String lastFired,
      @JsonProperty("fire_count") @Nullable Integer fireCount) {}
}
