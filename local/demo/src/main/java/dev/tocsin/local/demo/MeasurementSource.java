package dev.tocsin.local.demo;

import java.time.Instant;
import java.util.List;

/** Something that can be measured every second. Asked from one thread only. */
@FunctionalInterface
interface MeasurementSource {

  /** What is measured now, stamped with {@code at}; empty when nothing is known yet. */
  List<Measurement> measure(Instant at);
}
