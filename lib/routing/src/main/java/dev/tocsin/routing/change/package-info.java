/** What changes of alerts, acknowledgements, silences and deliveries, for those who follow it. */
@NullMarked
package dev.tocsin.routing.change;

import org.jspecify.annotations.NullMarked;
