package dev.tocsin.routing.config;

/** The settings of one kind of integration. */
public interface IntegrationSettings {
  /**
   * Whether it is sent every event of the rules' alerts, one by one and in order, instead of the
   * newest state of groups.
   */
  default boolean wantsEveryEvent() {
    return false;
  }
}
