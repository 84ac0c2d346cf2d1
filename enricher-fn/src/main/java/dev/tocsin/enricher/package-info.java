/**
 * The enricher function: its handlers, its settings, and how its context is made. Handlers decode,
 * call one use case, and shape the response. Nothing here knows who is notified.
 */
@Configuration
@Requires(property = "tocsin.function", value = EnricherContext.NAME)
@NullMarked
package dev.tocsin.enricher;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
