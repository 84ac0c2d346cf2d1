package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.delivery.Delivery;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of deliveries, the last to arrive first.
 *
 * @param next to be given as {@code after} for the next page; none on the last
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShownDeliveries(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<ShownDelivery> deliveries,
    @Nullable String next) {
  static ShownDeliveries of(List<Delivery> page, int limit) {
    String next = page.size() == limit ? Long.toString(page.getLast().arrival()) : null;
    return new ShownDeliveries(page.stream().map(ShownDelivery::of).toList(), next);
  }
}
