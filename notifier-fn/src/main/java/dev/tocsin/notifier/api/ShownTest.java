package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.notifier.receiver.TestedIntegration;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a test of a receiver. */
@Serdeable
record ShownTest(
    String receiver, @JsonInclude(JsonInclude.Include.ALWAYS) List<Integration> integrations) {
  static ShownTest of(String receiver, List<TestedIntegration> tested) {
    return new ShownTest(receiver, tested.stream().map(Integration::of).toList());
  }

  /**
   * At one integration.
   *
   * @param outcome {@code accepted}, {@code refused} for good, or {@code failed}, which is retried
   * @param status of the HTTP answer, if one came
   * @param milliseconds until then
   * @param message one sentence, without secrets
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Integration(
      String integration,
      String outcome,
      @Nullable Integer status,
      long milliseconds,
      String message) {
    static Integration of(TestedIntegration tested) {
      Attempt attempt = tested.attempt();
      return new Integration(
          tested.integration(),
          outcome(attempt),
          attempt.status().isPresent() ? attempt.status().getAsInt() : null,
          tested.took().toMillis(),
          attempt.detail());
    }

    private static String outcome(Attempt attempt) {
      return switch (attempt) {
        case Attempt.Accepted accepted -> "accepted";
        case Attempt.Permanent permanent -> "refused";
        case Attempt.Retryable retryable -> "failed";
      };
    }
  }
}
