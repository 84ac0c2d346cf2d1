/**
 * Alerts on the pipeline itself: what each says, and when it holds, from facts that are stored.
 * Knows nothing of how facts are gathered.
 */
@NullMarked
package dev.tocsin.engine.builtin;

import org.jspecify.annotations.NullMarked;
