package dev.tocsin.routing.config;

/** The settings of one kind of integration. */
public interface IntegrationSettings {}
