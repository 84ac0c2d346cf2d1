package dev.tocsin.notifier.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * When a destination's breaker opens and closes. {@link NotifierConfiguration} checks them.
 *
 * @param breakerFailures how many failures in a row open it
 * @param breakerOpenFor how long it then stays open
 * @param breakerSuccesses how many probes in a row must succeed to close it
 */
@ConfigurationProperties("tocsin.notifier")
record BreakerSettings(
    @Bindable(defaultValue = "5") int breakerFailures,
    @Bindable(defaultValue = "60s") Duration breakerOpenFor,
    @Bindable(defaultValue = "2") int breakerSuccesses) {}
