/**
 * From due deliveries to their outcomes: claims, attempts, breaker, results. Knows nothing of how a
 * receiver is reached.
 */
@NullMarked
package dev.tocsin.notifier.deliver;

import org.jspecify.annotations.NullMarked;
