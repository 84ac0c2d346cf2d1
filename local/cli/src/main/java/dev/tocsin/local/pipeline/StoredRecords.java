package dev.tocsin.local.pipeline;

import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.core.remediation.Runs;

/** The pipeline's own stores, for an observer that only looks. */
public record StoredRecords(Enrichments enrichments, Runs runs) {}
