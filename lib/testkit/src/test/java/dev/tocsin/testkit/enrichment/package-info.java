@NullMarked
package dev.tocsin.testkit.enrichment;

import org.jspecify.annotations.NullMarked;
