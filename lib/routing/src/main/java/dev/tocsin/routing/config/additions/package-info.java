/**
 * What Tocsin's own file adds to Alertmanager's configuration: teams, response times, fallback
 * receivers and the notification service. So that Alertmanager's text stays as it is.
 */
@NullMarked
package dev.tocsin.routing.config.additions;

import org.jspecify.annotations.NullMarked;
