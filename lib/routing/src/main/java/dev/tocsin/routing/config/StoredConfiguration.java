package dev.tocsin.routing.config;

/** A version of the configuration with its text. */
public record StoredConfiguration(ConfigurationVersion version, ConfigurationText text) {}
