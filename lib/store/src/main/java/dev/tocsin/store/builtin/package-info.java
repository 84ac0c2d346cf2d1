/** The facts about the pipeline itself as rows. Knows nothing of what alerts make of them. */
@NullMarked
package dev.tocsin.store.builtin;

import org.jspecify.annotations.NullMarked;
