package dev.tocsin.notifier.receiver;

import dev.tocsin.core.delivery.Attempt;
import java.time.Duration;

/**
 * What became of a test notification at one integration.
 *
 * @param integration its key
 */
public record TestedIntegration(String integration, Attempt attempt, Duration took) {}
