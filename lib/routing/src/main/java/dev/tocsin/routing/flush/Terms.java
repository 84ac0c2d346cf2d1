package dev.tocsin.routing.flush;

import java.time.Duration;

/**
 * On which terms an integration is notified of a group.
 *
 * @param sendResolved whether it is notified of the end of alerts
 * @param repeatInterval after which it is notified of the same again
 */
public record Terms(boolean sendResolved, Duration repeatInterval, FlushPolicy policy) {}
