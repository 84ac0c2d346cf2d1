package dev.tocsin.store;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.outbox.WakeUps;
import dev.tocsin.store.aws.AwsService;
import dev.tocsin.store.aws.AwsServices;
import dev.tocsin.store.aws.JsonService;
import dev.tocsin.testkit.architecture.Arrows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How rows and messages are kept, and nothing of what they mean. */
class StoreArchitectureTest {
  private static final JavaClasses STORE = Arrows.mainClasses("dev.tocsin.store");

  @Test
  void store_knowsNoFunction() {
    Arrows.knowsNone(List.of("evaluator", "notifier", "enricher", "remediation", "local"))
        .check(STORE);
  }

  @Test
  void store_decidesNothing() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tocsin.store.access")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.tocsin.core.evaluation..", "dev.tocsin.core.sample..")
        .orShould()
        .dependOnClassesThat(
            nameMatching(
                "dev\\.tocsin\\.core\\..*(Policy|Judge|LifeCycle|Intake|Announcement|RuleBook|Notification)"))
        .check(STORE);
  }

  @Test
  void clockAndRandomness_areMadeInOnePlace() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ProcessFactory")
        .should(Arrows.READ_THE_CLOCK.or(Arrows.MAKE_RANDOMNESS))
        .check(STORE);
  }

  @Test
  void callsOfQueuesAndServices_areRetryableOrHaveACircuitBreaker() {
    Arrows.guarded(
            Arrows.call(Publisher.class, "publish")
                .or(Arrows.call(Publisher.class, "publishDue"))
                .or(Arrows.call(WakeUps.class, "send"))
                .or(Arrows.call(JsonService.class, "call"))
                .or(Arrows.call(AwsServices.class, "s3")))
        .check(STORE);
  }

  @Test
  void clientsOfHttp_thatMayRepeat_areKnownByName() {
    assertThat(Arrows.usersOfRepeatingHttpClients(STORE))
        .containsExactly(AwsService.class.getName());
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tocsin.store.http")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hc..")
        .check(STORE);
  }

  @Test
  void kafka_isNotKnown() {
    noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.kafka..").check(STORE);
  }
}
