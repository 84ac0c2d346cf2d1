package dev.tocsin.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.Schema;
import dev.tocsin.testkit.lambda.AwsEvents;
import dev.tocsin.testkit.lambda.LambdaFunctionContract;
import dev.tocsin.testkit.lambda.SampleMessages;
import dev.tocsin.testkit.postgres.TestPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The enricher's handlers with the events that AWS documents. */
class EnricherOnLambdaTest extends LambdaFunctionContract {
  EnricherOnLambdaTest() {
    super(
        TestPostgres.copyOf("tocsin", Schema::migrate),
        List.of(EnricherEventsHandler.class, EnricherWorkHandler.class, EnricherTickHandler.class),
        Map.of());
  }

  @BeforeEach
  void inventory() {
    aws.objects().put("conf/cmdb.yaml", "assets: {web-1: {owner: jo, team: web}}\n");
  }

  @Override
  protected void useDatabase() {
    assertThat(function.invoke(EnricherTickHandler.class, AwsEvents.scheduled())).isEqualTo("true");
  }

  @Test
  void events_alert_isEnrichedFromTheBucketsInventory() {
    assertThat(
            function.invoke(
                EnricherEventsHandler.class,
                AwsEvents.sqs("tocsin-enrich.fifo", "3", List.of(SampleMessages.FIRED))))
        .isEqualTo(AwsEvents.ALL_TAKEN);
    assertThat(
            function.invoke(
                EnricherWorkHandler.class,
                AwsEvents.sqs("tocsin-enrich-wakeup", "", List.of("{\"version\":1}"))))
        .isEqualTo(AwsEvents.ALL_TAKEN);
    assertThat(aws.sent())
        .anyMatch(message -> message.contains("alert_enriched") && message.contains("jo"));
  }

  @Test
  void tick_eventsLeftForAllQueues_sendsThoseOfItsOwnOnly() {
    leaveEvents();
    useDatabase();
    assertThat(leftEventsSentTo()).containsExactly("notify");
  }
}
