/**
 * A pair of real Prometheus servers whose remote write reaches Tocsin by Kafka. Needs Prometheus.
 */
@NullMarked
package dev.tocsin.local.prometheus;

import org.jspecify.annotations.NullMarked;
