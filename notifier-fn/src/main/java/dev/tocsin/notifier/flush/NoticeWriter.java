package dev.tocsin.notifier.flush;

import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.IntegrationSettings;

/** Writes what one kind of integration is sent. */
public interface NoticeWriter {
  /** The settings of the kind. */
  Class<? extends IntegrationSettings> settings();

  /** The body of a delivery. */
  String body(Integration integration, Notice notice);
}
