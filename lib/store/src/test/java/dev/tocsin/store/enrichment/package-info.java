@NullMarked
package dev.tocsin.store.enrichment;

import org.jspecify.annotations.NullMarked;
