/** Enrichments in PostgreSQL. */
@NullMarked
package dev.tocsin.store.enrichment;

import org.jspecify.annotations.NullMarked;
