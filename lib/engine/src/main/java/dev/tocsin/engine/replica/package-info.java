/**
 * Of the replicas that send the same series, which one is in use, and which samples are therefore
 * taken. Knows nothing of records and rules.
 */
@NullMarked
package dev.tocsin.engine.replica;

import org.jspecify.annotations.NullMarked;
