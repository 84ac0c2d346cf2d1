/**
 * The ports of {@code lib/routing}: alerts that are routed, groups, inhibition, silences, versions.
 */
@NullMarked
package dev.tocsin.store.routing;

import org.jspecify.annotations.NullMarked;
