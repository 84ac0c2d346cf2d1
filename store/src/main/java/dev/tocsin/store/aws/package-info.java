/**
 * How AWS is reached: its clients, made when they are first used. Knows nothing of what is asked
 * for.
 */
@NullMarked
package dev.tocsin.store.aws;

import org.jspecify.annotations.NullMarked;
