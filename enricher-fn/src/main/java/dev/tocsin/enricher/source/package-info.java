/** The sources of context, and how they are asked side by side within one budget. */
@NullMarked
package dev.tocsin.enricher.source;

import org.jspecify.annotations.NullMarked;
