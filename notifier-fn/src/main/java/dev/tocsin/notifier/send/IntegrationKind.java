package dev.tocsin.notifier.send;

import dev.tocsin.notifier.deliver.Receiver;
import dev.tocsin.routing.config.IntegrationSettings;

/** A kind of integration, as a webhook is one. */
public interface IntegrationKind {
  /** The settings of the kind. */
  Class<? extends IntegrationSettings> settings();

  /** Makes the receiver of an integration of this kind. */
  OpenReceiver open(ConfiguredIntegration configured);

  /** A receiver that holds connections until it is closed. */
  interface OpenReceiver extends Receiver, AutoCloseable {
    @Override
    void close();
  }
}
