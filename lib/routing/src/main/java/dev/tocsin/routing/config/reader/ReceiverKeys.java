package dev.tocsin.routing.config.reader;

import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.IntegrationSettings;
import dev.tocsin.routing.config.Receiver;
import dev.tocsin.routing.config.key.Keys;
import dev.tocsin.routing.config.receiver.Globals;
import dev.tocsin.routing.config.receiver.Kind;
import dev.tocsin.routing.config.receiver.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads an entry of {@code receivers}. */
final class ReceiverKeys {
  private record Entry(boolean sendsResolved, IntegrationSettings settings) {}

  private final Globals globals;
  private final Names names;

  ReceiverKeys(Globals globals, Names names) {
    this.globals = globals;
    this.names = names;
  }

  Optional<Receiver> read(Keys keys) {
    Optional<String> name = keys.requiredText("name");
    name.ifPresent(given -> names.give(keys, given));
    Map<String, String> labels = keys.textMap("labels");
    List<Integration> integrations = new ArrayList<>();
    for (Kind kind : Kinds.ALL) {
      List<Entry> entries =
          keys.list(kind.key(), "an entry of " + kind.key(), entry -> entry(kind, entry));
      integrations(name.orElse(""), kind, entries).forEach(integrations::add);
    }
    return keys.build(() -> new Receiver(name.orElseThrow(), labels, integrations));
  }

  private Optional<Entry> entry(Kind kind, Keys keys) {
    boolean sendsResolved = keys.flag("send_resolved", kind.sendsResolved());
    Supplier<IntegrationSettings> settings = kind.reader().read(keys, globals);
    return keys.build(() -> new Entry(sendsResolved, settings.get()));
  }

  private static Stream<Integration> integrations(String name, Kind kind, List<Entry> entries) {
    return IntStream.range(0, entries.size())
        .mapToObj(index -> {
          Entry entry = entries.get(index);
          return new Integration(name, kind.name(), index, entry.sendsResolved(), entry.settings());
        });
  }
}
