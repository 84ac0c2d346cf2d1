/**
 * Alertmanager's API v2: its requests, its answers, its sentences. Source: the OpenAPI document of
 * Alertmanager 0.34. Decides nothing about alerts and silences.
 */
@NullMarked
package dev.tocsin.notifier.api.v2;

import org.jspecify.annotations.NullMarked;
