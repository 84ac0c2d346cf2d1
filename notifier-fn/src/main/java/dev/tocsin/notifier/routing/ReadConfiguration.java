package dev.tocsin.notifier.routing;

import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.config.additions.Additions;

/**
 * What a configuration says.
 *
 * @param additions of Tocsin's own file; {@link Additions#NONE} without one
 */
public record ReadConfiguration(RoutingConfiguration configuration, Additions additions) {}
