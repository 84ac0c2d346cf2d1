package dev.tocsin.store.routing;

import dev.tocsin.store.retention.DailyPartitions;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.Period;

/** Keeps changes for two days: twice as long as any place that is followed from. */
@Singleton
final class ChangeRetention implements Retained {
  private static final Period KEPT = Period.ofDays(2);

  private final DailyPartitions partitions;

  ChangeRetention(DailyPartitions partitions) {
    this.partitions = partitions;
  }

  @Override
  public String name() {
    return "changes";
  }

  @Override
  public int sweep(Instant now) {
    return partitions.keep("change_event", KEPT, now);
  }
}
