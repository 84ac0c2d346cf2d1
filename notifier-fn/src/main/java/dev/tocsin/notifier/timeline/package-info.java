/** The history of one alert. */
@NullMarked
package dev.tocsin.notifier.timeline;

import org.jspecify.annotations.NullMarked;
