package dev.tocsin.store.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.engine.replica.ChoiceChange;
import dev.tocsin.engine.replica.ReplicaChoice;
import dev.tocsin.engine.replica.ReplicaChoices;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.replica.ReplicaChoicesContract;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresReplicaChoicesTest extends ReplicaChoicesContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected ReplicaChoices choices() {
    return context.getBean(ReplicaChoices.class);
  }

  @Test
  void sweep_clusterNotChangedForAWeek_isForgotten() {
    ReplicaChoice old = new ReplicaChoice("a", NOW.minus(Duration.ofDays(30)), Optional.empty());
    ReplicaChoiceRetention retention = context.getBean(ReplicaChoiceRetention.class);
    choices().change("metrics", List.of(new ChoiceChange("eu", Optional.empty(), old)), NOW);

    assertThat(retention.sweep(NOW.plus(Duration.ofDays(7)))).isZero();
    assertThat(retention.sweep(NOW.plus(Duration.ofDays(7)).plusSeconds(1))).isOne();
    assertThat(choices().count("metrics")).isZero();
  }
}
