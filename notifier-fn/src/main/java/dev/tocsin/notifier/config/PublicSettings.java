package dev.tocsin.notifier.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * How people reach this system.
 *
 * @param publicUrl base of approval links; {@code /approvals/…} is added
 */
@ConfigurationProperties("tocsin")
record PublicSettings(@Nullable String publicUrl) {}
