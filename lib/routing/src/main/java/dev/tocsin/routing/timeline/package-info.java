/** The history of one alert: events, decisions and acknowledgements, in pages. */
@NullMarked
package dev.tocsin.routing.timeline;

import org.jspecify.annotations.NullMarked;
