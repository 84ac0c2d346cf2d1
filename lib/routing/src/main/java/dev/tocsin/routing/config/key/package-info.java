/**
 * The keys of one mapping of Alertmanager's configuration, read as Alertmanager reads them: single
 * values as texts, flags, durations, secrets and addresses.
 */
@NullMarked
package dev.tocsin.routing.config.key;

import org.jspecify.annotations.NullMarked;
