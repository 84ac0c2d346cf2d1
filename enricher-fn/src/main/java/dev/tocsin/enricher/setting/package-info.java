/** What the deployment sets for the enricher. */
@NullMarked
package dev.tocsin.enricher.setting;

import org.jspecify.annotations.NullMarked;
