package dev.tocsin.notifier.flush;

import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.IntegrationSettings;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what integrations are sent of a group, each kind by its writer. */
@Singleton
public class Notices {
  private final Map<Class<? extends IntegrationSettings>, NoticeWriter> writers = new HashMap<>();

  Notices(List<NoticeWriter> writers) {
    writers.forEach(writer -> this.writers.put(writer.settings(), writer));
  }

  /** The body of a delivery; empty when integrations of its kind are sent no groups. */
  public Optional<String> body(Integration integration, Notice notice) {
    return Optional.ofNullable(writers.get(integration.settings().getClass()))
        .map(writer -> writer.body(integration, notice));
  }
}
