package dev.tocsin.notifier.meter;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What the labels of meters name.
 *
 * @param receiverNames whether those of notifications name receivers, not only integrations
 */
@ConfigurationProperties("tocsin.notifier.meters")
record MeterSettings(@Bindable(defaultValue = "false") boolean receiverNames) {}
