package dev.tocsin.notifier.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.notifier.MemoryPorts;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.notifier.alert.AcceptAlerts;
import dev.tocsin.notifier.deliver.Receivers;
import dev.tocsin.notifier.pipeline.PlayedReceivers.Mood;
import dev.tocsin.notifier.routing.ActivateConfiguration;
import dev.tocsin.notifier.silence.ChangeSilences;
import dev.tocsin.routing.alert.LabelNameMode;
import dev.tocsin.routing.alert.PostedAlert;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.silence.PostedSilence;
import dev.tocsin.routing.silence.PostedSilence.PostedMatcher;
import dev.tocsin.routing.silence.SilenceDecision;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.MovedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A time line of alerts and of what receivers are notified of them. Time passes only between two
 * entries, and everything that becomes due meanwhile is done at its time. A notification that is
 * not expected fails the scenario at its next entry, and at its end.
 */
final class Scenario implements AutoCloseable {
  private static final Duration LONG = Duration.ofDays(2);

  final PlayedReceivers receivers = new PlayedReceivers();
  final List<NotifierProcess> processes = new ArrayList<>();
  private final MovedClock clock;
  private final Instant start;
  private final List<Consumer<Delivery>> listeners = new ArrayList<>();
  private final List<Received> received = new ArrayList<>();
  private final Map<String, Instant> startedAt = new HashMap<>();

  /**
   * @param start as RFC 3339 writes it
   * @param processes how many share the store
   */
  Scenario(String start, Map<String, Object> store, int processes) {
    clock = MovedClock.at(start);
    this.start = clock.instant();
    Map<String, Object> properties = new HashMap<>(store);
    properties.put("tocsin.notifier.breaker-failures", 1_000_000);
    MemoryPorts ports = new MemoryPorts();
    IdSource ids = new CountingIds();
    for (int process = 0; process < processes; process++) {
      this.processes.add(
          new NotifierProcess(
              new TestContext(
                  clock,
                  ids,
                  properties,
                  context -> {
                    context.registerSingleton(MemoryPorts.class, ports);
                    context.registerSingleton(Receivers.class, receivers);
                  }),
              receivers));
    }
  }

  /** Another process is asked first from now on. */
  void rotate() {
    Collections.rotate(processes, 1);
  }

  void listen(Consumer<Delivery> listener) {
    listeners.add(listener);
  }

  Instant now() {
    return clock.instant();
  }

  <T> T get(Class<T> bean) {
    return processes.getFirst().get(bean);
  }

  Scenario configured(String yaml) {
    return configured(yaml, ActivateConfiguration.Timers.KEPT);
  }

  Scenario configured(String yaml, ActivateConfiguration.Timers timers) {
    long unused = processes.getFirst().configure(yaml, timers);
    return turned();
  }

  /** Lets time pass until so long after the start: {@code 0:30}, {@code 1:00:00}. */
  Scenario at(String time) {
    andNothingElse();
    return until(start.plus(duration(time)));
  }

  private static Duration duration(String time) {
    Duration duration = Duration.ZERO;
    for (String part : time.split(":", -1)) {
      duration = duration.multipliedBy(60).plusSeconds(Long.parseLong(part));
    }
    return duration;
  }

  /** Does what becomes due until a time, each at its own. */
  Scenario until(Instant end) {
    for (Optional<Instant> next = next(end); next.isPresent(); next = next(end)) {
      clock.set(next.get().isAfter(now()) ? next.get() : now());
      turn();
    }
    clock.set(end);
    return turned();
  }

  private Optional<Instant> next(Instant end) {
    return Stream.concat(
            get(Groups.class).nextDue(end).stream(),
            get(Deliveries.class).due(end).values().stream())
        .min(Instant::compareTo);
  }

  private Scenario turned() {
    turn();
    return this;
  }

  private void turn() {
    boolean isBusy = true;
    while (isBusy) {
      isBusy = false;
      for (NotifierProcess process : processes) {
        isBusy |= process.turn();
      }
    }
    for (Delivery delivery : receivers.takeAccepted()) {
      listeners.forEach(listener -> listener.accept(delivery));
      received.add(Received.of(delivery));
    }
  }

  /** Posts firing alerts, each as {@code name label=value label=value}. */
  Scenario post(String... alerts) {
    return post(now().plus(LONG), alerts);
  }

  Scenario resolve(String... alerts) {
    return post(now(), alerts);
  }

  Scenario post(Instant endsAt, String... alerts) {
    List<PostedAlert> posted =
        Stream.of(alerts).map(alert -> posted(alert, Optional.of(endsAt))).toList();
    assertThat(get(AcceptAlerts.class).run(posted, LabelNameMode.UTF8).refusals()).isEmpty();
    return turned();
  }

  /** Posts firing alerts that do not say when they end. */
  Scenario postWithoutEnd(String... alerts) {
    List<PostedAlert> posted =
        Stream.of(alerts).map(alert -> posted(alert, Optional.empty())).toList();
    assertThat(get(AcceptAlerts.class).run(posted, LabelNameMode.UTF8).refusals()).isEmpty();
    return turned();
  }

  private PostedAlert posted(String alert, Optional<Instant> endsAt) {
    Map<String, String> labels = new HashMap<>();
    String[] words = alert.split(" ", -1);
    labels.put("alertname", words[0]);
    for (int at = 1; at < words.length; at++) {
      String[] label = words[at].split("=", -1);
      labels.put(label[0], label[1]);
    }
    Instant startsAt = startedAt.computeIfAbsent(alert, key -> now());
    return new PostedAlert(labels, Map.of(), Optional.of(startsAt), endsAt, "");
  }

  /** Silences alerts with a label for some time. */
  UUID silence(String name, String value, Duration span) {
    SilenceDecision decision =
        get(ChangeSilences.class)
            .post(
                new PostedSilence(
                    Optional.empty(),
                    List.of(List.of(new PostedMatcher(name, MatchOperator.EQUAL, value))),
                    now(),
                    now().plus(span),
                    "test",
                    "test",
                    Map.of()));
    assertThat(decision).isInstanceOf(SilenceDecision.Create.class);
    return ((SilenceDecision.Create) decision).silence().id();
  }

  Scenario silenced(String name, String value, Duration span) {
    UUID unused = silence(name, value, span);
    return turned();
  }

  Scenario receiver(String integration, Mood mood) {
    receivers.mood(integration, mood);
    return turned();
  }

  /** Receivers that hang accept what they have. */
  Scenario answered() {
    return answered(Attempt.answered(200, Optional.empty(), "200"));
  }

  Scenario answered(Attempt attempt) {
    processes.forEach(process -> process.answer(attempt));
    return turned();
  }

  Scenario expect(Received... expected) {
    for (Received one : expected) {
      assertThat(received).as("received until " + now()).contains(one);
      received.remove(one);
    }
    return this;
  }

  Scenario andNothingElse() {
    assertThat(received).as("received until " + now() + " though not expected").isEmpty();
    return this;
  }

  /** What was received since it was last asked for. */
  List<Received> takeReceived() {
    List<Received> taken = List.copyOf(received);
    received.clear();
    return taken;
  }

  @Override
  public void close() {
    processes.forEach(NotifierProcess::close);
  }
}
