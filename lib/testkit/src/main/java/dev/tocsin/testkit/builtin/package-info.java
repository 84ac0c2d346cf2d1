/** What the store of facts about the pipeline promises. */
@NullMarked
package dev.tocsin.testkit.builtin;

import org.jspecify.annotations.NullMarked;
