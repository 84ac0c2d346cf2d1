/**
 * Context for alerts: what is known of an instance, where its dashboard is, and how what the
 * sources say becomes one answer. Knows nothing of threads, files or SQL.
 */
@NullMarked
package dev.tocsin.core.enrichment;

import org.jspecify.annotations.NullMarked;
