package dev.tocsin.notifier.deliver;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Verdict;

/** A delivery and what became of it. */
public record Judged(Delivery delivery, Verdict verdict) {}
