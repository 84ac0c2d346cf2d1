package dev.tocsin.notifier.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The pauses between attempts. {@link NotifierConfiguration} checks them.
 *
 * @param retryBase longest pause after the first failed attempt, as in Alertmanager; it doubles
 *     with each further one
 * @param retryCap longest pause between attempts
 * @param retryAfterCap longest pause that a receiver may ask for
 */
@ConfigurationProperties("tocsin.notifier")
record RetrySettings(
    @Bindable(defaultValue = "750ms") Duration retryBase,
    @Bindable(defaultValue = "60s") Duration retryCap,
    @Bindable(defaultValue = "15m") Duration retryAfterCap) {}
