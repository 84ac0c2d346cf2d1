package dev.tocsin.remediation.setting;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The settings of remediation.
 *
 * @param connectTimeout how long an action may take to reach its host
 * @param actionTimeout how long an action may take to answer
 * @param lease how long whoever carries out a run has to record its outcome
 */
@ConfigurationProperties("tocsin.remediation")
public record RemediationSettings(
    @Bindable(defaultValue = "3s") Duration connectTimeout,
    @Bindable(defaultValue = "10s") Duration actionTimeout,
    @Bindable(defaultValue = "60s") Duration lease) {
  public RemediationSettings {
    positive("connect-timeout", connectTimeout);
    positive("action-timeout", actionTimeout);
    Duration longest = connectTimeout.multipliedBy(3).plus(actionTimeout);
    if (lease.compareTo(longest) <= 0) {
      throw new IllegalArgumentException(
          "tocsin.remediation.lease is %s; it must be longer than %s, which an action may take"
              .formatted(lease, longest));
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "tocsin.remediation.%s is %s; it must be longer than 0".formatted(name, value));
    }
  }
}
