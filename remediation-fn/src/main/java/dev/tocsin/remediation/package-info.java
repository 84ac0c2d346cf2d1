/**
 * The remediation function: its handlers, its settings, and how its context is made. Handlers
 * decode, call one use case, and shape the response. Nothing here knows how a rule fired or who is
 * notified.
 */
@Configuration
@Requires(property = "tocsin.function", value = RemediationContext.NAME)
@NullMarked
package dev.tocsin.remediation;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
