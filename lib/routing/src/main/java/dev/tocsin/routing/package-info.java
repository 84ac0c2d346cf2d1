/**
 * Who is notified of which alerts, when, and why: matchers, routes, groups, inhibition, silences,
 * time intervals, and the decisions at a flush. Pure functions of values; nothing here knows SQL,
 * HTTP, the clock or how an alert came to be. The contract is Alertmanager's.
 */
@NullMarked
package dev.tocsin.routing;

import org.jspecify.annotations.NullMarked;
