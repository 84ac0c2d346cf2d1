package dev.tocsin.notifier.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * When a fallback receiver stands in for another.
 *
 * @param after how long the breaker of a destination is not closed before it does
 */
@ConfigurationProperties("tocsin.notifier.fallback")
public record FallbackSettings(@Bindable(defaultValue = "5m") Duration after) {}
