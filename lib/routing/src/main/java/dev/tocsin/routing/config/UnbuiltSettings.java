package dev.tocsin.routing.config;

/** The settings of a kind that is checked, but that Tocsin cannot deliver to yet. */
public record UnbuiltSettings(String kind) implements IntegrationSettings {}
