package dev.tocsin.notifier.deliver;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Delivery;

/** A delivery and what became of it. */
public record DeliveryOutcome(Delivery delivery, AttemptResult result) {}
