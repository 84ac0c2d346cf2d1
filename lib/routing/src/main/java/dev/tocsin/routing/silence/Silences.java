package dev.tocsin.routing.silence;

import static java.util.Comparator.comparing;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.matcher.Matcher;
import dev.tocsin.routing.matcher.Matchers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Many silences, looked up by the labels that they mute. A set of matchers that asks for one value
 * of a label is compared only with alerts that have it. Immutable.
 */
public final class Silences {
  public static final Silences NONE = of(List.of());

  /** By a label's name and its value. */
  private final Map<String, Map<String, List<Entry>>> byLabel = new HashMap<>();

  /** Sets that ask for no value of a label. */
  private final List<Entry> others = new ArrayList<>();

  private record Entry(Silence silence, Matchers matchers) {}

  private Silences() {}

  public static Silences of(Collection<Silence> silences) {
    Silences index = new Silences();
    for (Silence silence : silences) {
      silence.matcherSets().forEach(set -> index.add(new Entry(silence, set)));
    }
    return index;
  }

  private void add(Entry entry) {
    indexable(entry.matchers())
        .map(matcher ->
            byLabel
                .computeIfAbsent(matcher.name(), name -> new HashMap<>())
                .computeIfAbsent(matcher.value(), value -> new ArrayList<>()))
        .orElse(others)
        .add(entry);
  }

  /** The matcher with the longest value, which distinguishes alerts the most. */
  private static Optional<Matcher> indexable(Matchers matchers) {
    return matchers.all().stream()
        .filter(matcher -> matcher.operator() == MatchOperator.EQUAL)
        .filter(matcher -> !matcher.value().isEmpty())
        .max((left, right) -> Integer.compare(left.value().length(), right.value().length()));
  }

  /** The silences that are active at a time and match the labels, in the order of their ids. */
  public List<Silence> muting(Labels labels, Instant now) {
    return matching(labels).stream()
        .filter(silence -> silence.stateAt(now) == SilenceState.ACTIVE)
        .sorted(SilenceOrder.BY_ID)
        .toList();
  }

  /** The silences that match the labels and begin after a time, the next one first. */
  public List<Silence> pending(Labels labels, Instant now) {
    return matching(labels).stream()
        .filter(silence -> silence.stateAt(now) == SilenceState.PENDING)
        .sorted(comparing(Silence::startsAt).thenComparing(SilenceOrder.BY_ID))
        .toList();
  }

  private Set<Silence> matching(Labels labels) {
    Set<Silence> found = new LinkedHashSet<>();
    addMatching(found, others, labels);
    byLabel.forEach((name, byValue) ->
        addMatching(found, byValue.getOrDefault(labels.get(name), List.of()), labels));
    return found;
  }

  private static void addMatching(Set<Silence> found, List<Entry> entries, Labels labels) {
    for (Entry entry : entries) {
      if (entry.matchers().match(labels)) {
        found.add(entry.silence());
      }
    }
  }
}
