package dev.tocsin.notifier.flush;

import dev.tocsin.routing.flush.FlushPolicy;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * How groups are flushed.
 *
 * @param externalUrl where people reach this system, as payloads have it
 * @param closesWhileMuted {@link FlushPolicy#closesWhileMuted}
 * @param hiddenIsNotResolved {@link FlushPolicy#hiddenIsNotResolved}
 * @param acknowledgedIsNotRepeated {@link FlushPolicy#acknowledgedIsNotRepeated}
 * @param retention how long, at most, what a receiver was notified of is remembered
 */
@ConfigurationProperties("tocsin.notifier.flush")
public record FlushSettings(
    @Bindable(defaultValue = "") String externalUrl,
    @Bindable(defaultValue = "true") boolean closesWhileMuted,
    @Bindable(defaultValue = "true") boolean hiddenIsNotResolved,
    @Bindable(defaultValue = "true") boolean acknowledgedIsNotRepeated,
    @Bindable(defaultValue = "120h") Duration retention) {
  /** Alertmanager's default of {@code --data.maintenance-interval}. */
  private static final Duration LEAST_KEPT = Duration.ofMinutes(15);

  public FlushPolicy policy() {
    return new FlushPolicy(closesWhileMuted, hiddenIsNotResolved, acknowledgedIsNotRepeated);
  }

  /**
   * How long an integration counts as notified. As Alertmanager keeps an entry of its notification
   * log: for two repetitions, at least until its next maintenance, and no longer than all else.
   */
  Duration keptFor(Duration repeatInterval) {
    Duration wanted = Collections.max(List.of(repeatInterval.multipliedBy(2), LEAST_KEPT));
    return Collections.min(List.of(wanted, retention));
  }
}
