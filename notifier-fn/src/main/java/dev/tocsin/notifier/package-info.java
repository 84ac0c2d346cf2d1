/**
 * The notifier function: its handlers, its settings, and how its context is made. Handlers decode,
 * call one use case, and shape the response. Nothing here knows how a rule fired.
 */
@Configuration
@Requires(property = "tocsin.function", value = NotifierContext.NAME)
@NullMarked
package dev.tocsin.notifier;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
