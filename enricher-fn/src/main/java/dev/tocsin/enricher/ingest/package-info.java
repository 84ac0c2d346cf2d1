/** Taking alert events: from a queue message to rows of alerts that are to be enriched. */
@NullMarked
package dev.tocsin.enricher.ingest;

import org.jspecify.annotations.NullMarked;
