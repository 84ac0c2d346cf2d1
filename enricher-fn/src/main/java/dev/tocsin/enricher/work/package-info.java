/** Enriching what is due: claiming alerts in chunks, keeping and reporting what was found. */
@NullMarked
package dev.tocsin.enricher.work;

import org.jspecify.annotations.NullMarked;
