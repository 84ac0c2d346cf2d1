/** Webhooks: the stored body is posted to an address. */
@NullMarked
package dev.tocsin.notifier.send.webhook;

import org.jspecify.annotations.NullMarked;
