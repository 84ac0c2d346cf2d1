package dev.tocsin.core.setting;

/** The settings that are in force. Always answers at once, with the last good ones. */
@FunctionalInterface
public interface CurrentSettings {
  Settings now();
}
