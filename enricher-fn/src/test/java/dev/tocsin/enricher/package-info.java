@NullMarked
package dev.tocsin.enricher;

import org.jspecify.annotations.NullMarked;
