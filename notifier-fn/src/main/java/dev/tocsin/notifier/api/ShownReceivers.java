package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.delivery.ReceiverStatus;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.notifier.receiver.ReceiverState;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How receivers do. */
@Serdeable
record ShownReceivers(@JsonInclude(JsonInclude.Include.ALWAYS) List<Named> receivers) {
  static ShownReceivers of(List<ReceiverState> states) {
    return new ShownReceivers(states.stream().map(Named::of).toList());
  }

  /** A receiver. */
  @Serdeable
  record Named(
      String name, @JsonInclude(JsonInclude.Include.ALWAYS) List<AtIntegration> integrations) {
    static Named of(ReceiverState state) {
      return new Named(state.name(), state.integrations().stream().map(AtIntegration::of).toList());
    }
  }

  /**
   * One of its integrations.
   *
   * @param destination scheme, host and port; none when the configuration has it no longer
   * @param breaker {@code closed}, {@code open} or {@code half_open}
   * @param openUntil when an open breaker lets the first probe pass
   * @param waiting how many deliveries wait
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AtIntegration(
      String integration,
      @Nullable String destination,
      String breaker,
      @Nullable String openUntil,
      int waiting,
      @Nullable String lastSuccessAt,
      @Nullable String lastFailureAt,
      @Nullable String lastError) {
    static AtIntegration of(ReceiverState.AtIntegration state) {
      Optional<ReceiverStatus> last = state.last();
      return new AtIntegration(
          state.key(),
          state.destination().map(Destination::value).orElse(null),
          state.breaker().code(),
          state.breaker() instanceof Breaker.Open open ? Rfc3339.format(open.until()) : null,
          state.waiting(),
          last.flatMap(ReceiverStatus::lastSuccess).map(Rfc3339::format).orElse(null),
          last.flatMap(ReceiverStatus::lastFailure).map(Rfc3339::format).orElse(null),
          last.map(ReceiverStatus::lastError).filter(error -> !error.isEmpty()).orElse(null));
    }
  }
}
