/**
 * {@code tocsin rules}: checks, tests and replays rules without a pipeline, and imports
 * Prometheus'.
 */
@NullMarked
package dev.tocsin.local.rules;

import org.jspecify.annotations.NullMarked;
