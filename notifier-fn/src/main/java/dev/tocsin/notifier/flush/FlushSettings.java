package dev.tocsin.notifier.flush;

import dev.tocsin.routing.flush.FlushPolicy;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

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
  public FlushPolicy policy() {
    return new FlushPolicy(closesWhileMuted, hiddenIsNotResolved, acknowledgedIsNotRepeated);
  }
}
