/** What follows once an enrichment is committed. */
@NullMarked
package dev.tocsin.enricher.save;

import org.jspecify.annotations.NullMarked;
