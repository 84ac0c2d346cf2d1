package dev.tocsin.engine.alert;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What happened to each alert; only ever added to. */
public interface AlertHistory {
  void append(Collection<AlertEvent> events);

  /** The events of an alert, oldest first. */
  List<AlertEvent> of(UUID alertId);
}
