/** The payload that webhooks get, version 4, byte for byte as Alertmanager writes it. */
@NullMarked
package dev.tocsin.routing.webhook;

import org.jspecify.annotations.NullMarked;
