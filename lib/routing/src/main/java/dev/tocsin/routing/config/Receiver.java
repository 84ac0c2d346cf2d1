package dev.tocsin.routing.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whom alerts are for. */
public record Receiver(String name, Map<String, String> labels, List<Integration> integrations) {
  public Receiver {
    labels = Map.copyOf(labels);
    integrations = List.copyOf(integrations);
  }

  /** The same with one integration more. */
  Receiver with(Integration further) {
    List<Integration> all = new ArrayList<>(integrations);
    all.add(further);
    return new Receiver(name, labels, all);
  }
}
