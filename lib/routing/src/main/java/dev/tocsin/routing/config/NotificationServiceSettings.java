package dev.tocsin.routing.config;

/** The notification service, whose address is a setting of the notifier: one for all receivers. */
public record NotificationServiceSettings() implements IntegrationSettings {
  private static final String KIND = "notification_service";

  @Override
  public boolean wantsEveryEvent() {
    return true;
  }

  /** The notification service as an integration of a receiver. */
  public static Integration of(String receiver) {
    return new Integration(receiver, KIND, 0, true, new NotificationServiceSettings());
  }
}
