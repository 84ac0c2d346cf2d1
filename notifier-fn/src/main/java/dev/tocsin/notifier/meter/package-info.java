/** Meters of notifications, under Alertmanager's names. */
@NullMarked
package dev.tocsin.notifier.meter;

import org.jspecify.annotations.NullMarked;
