package dev.tocsin.notifier.flush;

import dev.tocsin.routing.flush.Flush;
import dev.tocsin.routing.flush.FlushOutcome;

/**
 * The flush of a group, and what was decided.
 *
 * @param fallback what stands in for the receiver of its route
 */
record DecidedFlush(Flush flush, FlushOutcome outcome, Fallback fallback) {}
