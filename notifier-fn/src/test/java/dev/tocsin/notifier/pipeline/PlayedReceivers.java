package dev.tocsin.notifier.pipeline;

import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.notifier.deliver.Receiver;
import dev.tocsin.notifier.deliver.Receivers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Receivers that a test plays: they answer as they are set to, and remember what they took. */
final class PlayedReceivers implements Receivers {
  private final Map<String, Mood> moods = new ConcurrentHashMap<>();
  private final List<Delivery> accepted = new CopyOnWriteArrayList<>();
  private final List<Delivery> refused = new CopyOnWriteArrayList<>();
  private final AtomicInteger failed = new AtomicInteger();
  private final Set<GroupIntegration> hanging = ConcurrentHashMap.newKeySet();

  /** How a receiver answers. */
  enum Mood {
    ACCEPTS,
    /** 503, to be tried again. */
    FAILS,
    /** 400, never to be tried again. */
    REFUSES,
    /** Not yet. */
    HANGS,
    /** As if the code that sends had a fault. */
    BREAKS
  }

  void mood(String integration, Mood mood) {
    moods.put(integration, mood);
  }

  Mood mood(String integration) {
    return moods.getOrDefault(integration, Mood.ACCEPTS);
  }

  void allAccept() {
    moods.clear();
  }

  /** What was accepted, in order; each is returned once. */
  List<Delivery> takeAccepted() {
    List<Delivery> taken = List.copyOf(accepted);
    accepted.clear();
    return taken;
  }

  List<Delivery> refused() {
    return List.copyOf(refused);
  }

  /** How many attempts came to nothing. */
  int failed() {
    return failed.get();
  }

  /** A delivery reaches a receiver that hangs. */
  void hang(Delivery delivery) {
    if (!hanging.add(key(delivery))) {
      throw new IllegalStateException("two deliveries are under way: " + delivery);
    }
  }

  /** The receiver accepts at last, or has failed. */
  void answer(Delivery delivery, Attempt attempt) {
    hanging.remove(key(delivery));
    keep(delivery, attempt);
  }

  /** A delivery never reached the receiver, since its sender died. */
  void lose(Delivery delivery) {
    hanging.remove(key(delivery));
  }

  private static GroupIntegration key(Delivery delivery) {
    return delivery.groupIntegration();
  }

  private void keep(Delivery delivery, Attempt attempt) {
    switch (attempt) {
      case Attempt.Accepted unused -> accepted.add(delivery);
      case Attempt.Permanent unused -> refused.add(delivery);
      case Attempt.Retryable unused -> failed.incrementAndGet();
    }
  }

  @Override
  public Optional<Receiver> find(String name) {
    return Optional.of(new Played(name));
  }

  private final class Played implements Receiver {
    private final String name;

    Played(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Destination destination() {
      return Destination.of(URI.create("http://" + Integer.toHexString(name.hashCode()) + ".test"));
    }

    @Override
    public Attempt attempt(Delivery delivery) {
      if (hanging.contains(key(delivery))) {
        throw new IllegalStateException("sent while another is under way: " + delivery);
      }
      Attempt attempt =
          switch (mood(name)) {
            case ACCEPTS -> Attempt.answered(200, Optional.empty(), "200");
            case FAILS -> Attempt.answered(503, Optional.empty(), "503");
            case REFUSES -> Attempt.answered(400, Optional.empty(), "400");
            case HANGS -> Attempt.unanswered("time-out");
            case BREAKS -> {
              failed.incrementAndGet();
              throw new IllegalStateException("broken");
            }
          };
      keep(delivery, attempt);
      return attempt;
    }
  }
}
