/** Why a key is in the state that it is in, in words. Decides nothing. */
@NullMarked
package dev.tocsin.engine.explanation;

import org.jspecify.annotations.NullMarked;
