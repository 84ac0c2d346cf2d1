package dev.tocsin.routing.flush;

import dev.tocsin.routing.config.Integration;

/** What a flush decides for one integration. */
public record IntegrationDecision(Integration integration, Decision decision) {}
