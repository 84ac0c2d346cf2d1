package dev.tocsin.core.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.breaker.Destination;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {
  private static final Destination HERE = new Destination("https://here.example:443");
  private static final RateLimit SHARED = new RateLimit(9, Duration.ofSeconds(1));
  private static final RateLimit OWN = new RateLimit(1, Duration.ofMinutes(1));

  @ParameterizedTest(name = "{0} is taken from the budget of {1}")
  @CsvSource({
    "team-web/webhook[0], https://here.example:443",
    "team-db/webhook[0],  receiver team-db",
    "team-db/webhook[1],  receiver team-db",
    "a/b/webhook[0],      receiver a/b",
    "team-db2/webhook[0], https://here.example:443"
  })
  void budget_receiver_isItsOwnOrThatOfItsDestination(String integration, String name) {
    RateLimits limits = new RateLimits(Optional.of(SHARED), Map.of("team-db", OWN, "a/b", OWN));

    assertThat(limits.budget(integration, HERE))
        .contains(new RateBudget(name, name.startsWith("receiver") ? OWN : SHARED));
  }

  @Test
  void budget_noLimit_isNone() {
    assertThat(RateLimits.NONE.budget("team-db/webhook[0]", HERE)).isEmpty();
  }
}
