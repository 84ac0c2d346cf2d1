package dev.tocsin.notifier.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of sending. {@link NotifierConfiguration} checks them.
 *
 * @param apiUrl where the notification service is; {@code /api/alerts} is added
 * @param requestTimeout from the first byte sent to the last one read
 * @param concurrency how many requests to one receiver are under way at once
 * @param totalConcurrency how many requests to all receivers are
 * @param chunk how many deliveries are claimed at once
 * @param lease how long a claim holds, and a probe of the breaker: at least six request time-outs,
 *     which it is unless given
 * @param timeBudget how long a handler goes on before it hands over to the next one
 * @param deadline how long a delivery is tried
 * @param tickHorizon how far ahead a tick sends delayed wake-ups; at most 70 seconds
 */
@ConfigurationProperties("tocsin.notifier")
public record NotifierSettings(
    @Nullable String apiUrl,
    @Bindable(defaultValue = "2s") Duration connectTimeout,
    @Bindable(defaultValue = "5s") Duration requestTimeout,
    @Bindable(defaultValue = "16") int concurrency,
    @Bindable(defaultValue = "256") int totalConcurrency,
    @Bindable(defaultValue = "64") int chunk,
    @Nullable Duration lease,
    @Bindable(defaultValue = "20s") Duration timeBudget,
    @Bindable(defaultValue = "24h") Duration deadline,
    @Bindable(defaultValue = "70s") Duration tickHorizon) {}
