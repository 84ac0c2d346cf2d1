package dev.tocsin.notifier.deliver;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.AttemptResult;

/** A delivery and what became of it. */
public record DeliveryOutcome(Delivery delivery, AttemptResult verdict) {}
