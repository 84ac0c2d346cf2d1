package dev.tocsin.local.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The story of one alert from pending to resolved: what happened, in order of time. */
record Episode(AlertKey key, String name, List<Event> events) {

  /** Most events that are kept; re-fires of a long alert push out the oldest but the first. */
  private static final int KEPT = 40;

  Episode {
    events = List.copyOf(events);
  }

  Episode with(Event event) {
    List<Event> more = new ArrayList<>(events);
    more.add(event);
    more.sort(Comparator.comparing(Event::at));
    if (more.size() > KEPT) {
      more.remove(1);
    }
    return new Episode(key, name, more);
  }

  /** The same story, in which this happened at {@code at} if that is earlier than was thought. */
  Episode dated(String what, Instant at) {
    List<Event> corrected = new ArrayList<>();
    for (Event event : events) {
      boolean later = event.what().equals(what) && at.isBefore(event.at());
      corrected.add(later ? new Event(at, what, event.detail()) : event);
    }
    corrected.sort(Comparator.comparing(Event::at));
    return new Episode(key, name, corrected);
  }

  boolean has(String what) {
    return events.stream().anyMatch(event -> event.what().equals(what));
  }

  Instant began() {
    return events.getFirst().at();
  }
}
