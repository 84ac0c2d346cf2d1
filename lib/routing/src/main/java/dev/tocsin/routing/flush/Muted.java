package dev.tocsin.routing.flush;

import dev.tocsin.core.label.Fingerprint;
import java.util.List;
import java.util.UUID;

/**
 * What mutes an alert at a time; both are empty when nothing does.
 *
 * @param inhibitors the firing alerts that inhibit it
 */
public record Muted(List<UUID> silences, List<Fingerprint> inhibitors) {
  public static final Muted BY_NOTHING = new Muted(List.of(), List.of());

  public Muted {
    silences = List.copyOf(silences);
    inhibitors = List.copyOf(inhibitors);
  }

  public boolean bySilence() {
    return !silences.isEmpty();
  }

  public boolean byInhibition() {
    return !inhibitors.isEmpty();
  }
}
