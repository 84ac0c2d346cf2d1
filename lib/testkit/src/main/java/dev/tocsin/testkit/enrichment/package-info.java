/** What every store of enrichments promises, and its in-memory twin. */
@NullMarked
package dev.tocsin.testkit.enrichment;

import org.jspecify.annotations.NullMarked;
