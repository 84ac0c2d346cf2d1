package dev.tocsin.local.alertmanager;

import java.time.Duration;
import picocli.CommandLine.Option;

/** When groups are flushed. */
final class DispatchOptions {
  @Option(
      names = "--dispatch.start-delay",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = GoDuration.class,
      description = "From listening to the first flush (default: ${DEFAULT-VALUE}).")
  Duration startDelay;

  @Option(
      names = "--dispatch.maintenance-interval",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = GoDuration.class,
      description = "How often empty groups are removed (default: ${DEFAULT-VALUE}).")
  Duration maintenanceInterval;

  @Option(
      names = "--dispatch.keep-timers-on-reload",
      paramLabel = "true|false",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      description = {
        "Whether a reload leaves the timers of groups running (default: ${DEFAULT-VALUE}).",
        "Alertmanager starts them anew, which false does too."
      })
  boolean keepTimers;

  @Option(
      names = "--dispatch.close-while-muted",
      paramLabel = "true|false",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      description = {
        "Whether the end of a notified alert is sent while it is muted (default:",
        "${DEFAULT-VALUE}). Alertmanager leaves it open at the receiver."
      })
  boolean closesWhileMuted;

  @Option(
      names = "--dispatch.muted-is-not-resolved",
      paramLabel = "true|false",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      description = {
        "Whether a group whose firing alerts are all muted is not called resolved (default:",
        "${DEFAULT-VALUE}). Alertmanager calls it so."
      })
  boolean hiddenIsNotResolved;
}
