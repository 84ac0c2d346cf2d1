package dev.tocsin.engine.evaluation;

import dev.tocsin.engine.cursor.DeviatingProducer;
import dev.tocsin.engine.cursor.DeviatingProducer.Kind;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The producers in a batch whose samples have other times than one expects of them. */
public final class ProducerClocks {
  /** How many of each kind are kept of a batch: the worst. */
  private static final int MOST = 10;

  private static final Comparator<DeviatingProducer> WORST_FIRST =
      Comparator.comparingLong(DeviatingProducer::most)
          .reversed()
          .thenComparing(DeviatingProducer::name);

  private final Map<Kind, Map<String, DeviatingProducer>> found = new EnumMap<>(Kind.class);
  private long late;

  /**
   * A sample.
   *
   * @param by how far it is off; milliseconds
   */
  void add(Kind kind, String producer, long by) {
    late += kind == Kind.AHEAD ? 0 : 1;
    found
        .computeIfAbsent(kind, none -> new HashMap<>())
        .merge(producer, new DeviatingProducer(kind, producer, 1, by), DeviatingProducer::plus);
  }

  /** How many samples were late. */
  public long late() {
    return late;
  }

  /** The worst of each kind, the worst first. */
  public List<DeviatingProducer> worst() {
    return found.values().stream()
        .flatMap(kind -> kind.values().stream().sorted(WORST_FIRST).limit(MOST))
        .toList();
  }
}
