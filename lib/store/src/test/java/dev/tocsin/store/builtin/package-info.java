/** Tests of the facts about the pipeline. */
@NullMarked
package dev.tocsin.store.builtin;

import org.jspecify.annotations.NullMarked;
