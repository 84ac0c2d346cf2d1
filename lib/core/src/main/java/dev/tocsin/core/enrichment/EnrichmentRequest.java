package dev.tocsin.core.enrichment;

import dev.tocsin.core.message.AlertSnapshot;

/**
 * An alert that waits to be enriched.
 *
 * @param seq number of the alert event that is answered
 */
public record EnrichmentRequest(AlertSnapshot alert, long seq) {}
