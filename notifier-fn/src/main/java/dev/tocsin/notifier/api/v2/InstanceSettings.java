package dev.tocsin.notifier.api.v2;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * This instance, as it names itself to clients.
 *
 * @param address host and port
 */
@ConfigurationProperties("tocsin.instance")
record InstanceSettings(
    @Bindable(defaultValue = "tocsin") String name,
    @Bindable(defaultValue = "0.0.0.0:9094") String address) {}
