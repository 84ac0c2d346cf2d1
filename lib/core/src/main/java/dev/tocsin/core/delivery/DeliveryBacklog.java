package dev.tocsin.core.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The deliveries that no receiver has taken: those that wait, and those that are dead. */
public interface DeliveryBacklog {
  /**
   * A page of them, the last to arrive first.
   *
   * @param before only those whose {@link Delivery#arrival} is below
   */
  List<Delivery> page(Filter filter, OptionalLong before, int limit);

  /**
   * The groups at integrations whose deliveries do not arrive: the last that was taken or died,
   * before a flush, is dead.
   *
   * @param before numbers of flushes
   */
  Set<GroupIntegration> dying(Map<GroupIntegration, Long> before);

  /** How many wait, by receiver; none for one for which nothing waits. */
  Map<String, Integer> waiting();

  /** Where a delivery of the backlog stands. */
  enum Standing {
    /** It waits, whether it was attempted or not. */
    WAITING,
    /** It waits after an attempt that failed. */
    FAILED,
    DEAD
  }

  /**
   * Which deliveries are wanted.
   *
   * @param standing empty for all
   * @param receivers as in {@link Delivery}; empty for all
   */
  record Filter(Optional<Standing> standing, Set<String> receivers) {
    public static final Filter ALL = new Filter(Optional.empty(), Set.of());

    public Filter {
      receivers = Set.copyOf(receivers);
    }
  }
}
