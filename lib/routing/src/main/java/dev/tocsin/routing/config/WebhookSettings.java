package dev.tocsin.routing.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How a webhook is called.
 *
 * @param maxAlerts how many alerts a message holds at most; 0 is no limit
 * @param timeout of one request; zero is none
 * @param payload what replaces the body of version 4
 */
public record WebhookSettings(
    Credential url,
    int maxAlerts,
    Duration timeout,
    Optional<PayloadTemplate> payload,
    HttpSettings http)
    implements IntegrationSettings {}
