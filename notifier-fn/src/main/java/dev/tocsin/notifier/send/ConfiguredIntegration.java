package dev.tocsin.notifier.send;

import dev.tocsin.notifier.send.http.Origin;
import dev.tocsin.routing.config.Integration;

/** An integration and where its configuration came from. */
public record ConfiguredIntegration(Integration integration, Origin origin) {}
