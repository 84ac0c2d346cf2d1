/** Enriching what is due: claiming alerts in chunks, keeping and telling what was found. */
@NullMarked
package dev.tocsin.enricher.work;

import org.jspecify.annotations.NullMarked;
