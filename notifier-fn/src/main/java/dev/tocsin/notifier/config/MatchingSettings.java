package dev.tocsin.notifier.config;

import dev.tocsin.routing.matcher.MatcherSyntax;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How matchers are written, and limits on silences.
 *
 * @param maxSilences expired ones included; 0: no limit
 * @param maxSilenceBytes of the texts of one silence; 0: no limit
 */
@ConfigurationProperties("tocsin.notifier")
record MatchingSettings(
    @Bindable(defaultValue = "UTF8_THEN_CLASSIC") MatcherSyntax matchers,
    @Bindable(defaultValue = "0") int maxSilences,
    @Bindable(defaultValue = "0") int maxSilenceBytes) {}
