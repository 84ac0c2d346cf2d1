package dev.tocsin.store.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.outbox.UnsentLanes;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.outbox.OutboxContract;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresOutboxTest extends OutboxContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected Outbox outbox() {
    return context.getBean(Outbox.class);
  }

  /** The context is shared with other tests. */
  @BeforeEach
  void forgetThoseOfOtherTests() {
    var unused = unsent().take();
  }

  @Override
  protected UnsentLanes unsent() {
    return context.getBean(UnsentLanes.class);
  }

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }

  @Test
  void add_moreRowsThanAStatementTakes_keepsTheirOrder() {
    Lane lane = new Lane(QueueName.NOTIFY, 1);
    List<OutboxEvent> events = new ArrayList<>();
    for (int n = 12_000; n > 0; n--) {
      events.add(new OutboxEvent(CountingIds.id(n), lane, "{\"n\":" + n + "}"));
    }
    outbox().add(events, Instant.EPOCH);
    List<String> bodies = new ArrayList<>();

    outbox()
        .send(
            QueueName.NOTIFY,
            Set.of(1),
            Instant.EPOCH,
            Instant.EPOCH,
            (queue, messages) -> messages.forEach(message -> bodies.add(message.body())));

    assertThat(bodies).hasSize(120);
    assertThat(bodies.get(50)).contains("{\"n\":7000},{\"n\":6999}");
    assertThat(bodies.getLast()).endsWith("{\"n\":1}]}");
  }
}
