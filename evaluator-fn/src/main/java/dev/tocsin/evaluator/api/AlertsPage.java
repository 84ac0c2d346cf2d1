package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of alerts.
 *
 * @param alerts sorted by fingerprint
 * @param next to be given as {@code after} for the next page; none on the last
 */
@Serdeable
record AlertsPage(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<ActiveAlert> alerts, @Nullable String next) {}
