@NullMarked
package dev.tocsin.core.enrichment;

import org.jspecify.annotations.NullMarked;
