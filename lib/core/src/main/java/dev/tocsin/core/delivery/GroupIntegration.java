package dev.tocsin.core.delivery;

import dev.tocsin.core.identity.DerivedId;
import java.util.Comparator;
import java.util.UUID;

/**
 * A group of alerts at one integration: what has one delivery in flight at a time. Ordered as it is
 * locked.
 *
 * @param receiver as in {@link Delivery}
 */
public record GroupIntegration(UUID group, String receiver)
    implements Comparable<GroupIntegration> {
  private static final Comparator<GroupIntegration> ORDER =
      Comparator.comparing(GroupIntegration::group).thenComparing(GroupIntegration::receiver);

  /** The identity of the delivery that a flush makes. */
  public UUID deliveryOf(long flush) {
    return DerivedId.of(group, receiver + ":" + flush);
  }

  @Override
  public int compareTo(GroupIntegration other) {
    return ORDER.compare(this, other);
  }
}
