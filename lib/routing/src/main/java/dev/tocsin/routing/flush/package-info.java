/**
 * What a flush of a group decides for each integration, and why: the stages of Alertmanager's
 * pipeline from inhibition to deduplication, and the timers of groups. Knows values only: what is
 * muted, and what was said before, come in.
 */
@NullMarked
package dev.tocsin.routing.flush;

import org.jspecify.annotations.NullMarked;
