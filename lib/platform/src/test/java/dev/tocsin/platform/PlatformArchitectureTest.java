package dev.tocsin.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.outbox.WakeUps;
import dev.tocsin.platform.aws.AwsService;
import dev.tocsin.platform.aws.AwsServices;
import dev.tocsin.platform.aws.JsonService;
import dev.tocsin.testkit.architecture.Arrows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The edges that all functions share, and nothing of what passes through them. */
class PlatformArchitectureTest {
  private static final JavaClasses PLATFORM = Arrows.mainClasses("dev.tocsin.platform");

  @Test
  void platform_knowsNoFunctionStoreOrRule() {
    Arrows.knowsNone(
            List.of("evaluator", "notifier", "enricher", "remediation", "local", "store", "engine"))
        .check(PLATFORM);
  }

  @Test
  void clockAndRandomness_areMadeInOnePlace() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ProcessFactory")
        .should(Arrows.READ_THE_CLOCK.or(Arrows.MAKE_RANDOMNESS))
        .check(PLATFORM);
  }

  @Test
  void callsOfQueuesAndServices_areRetryableOrHaveACircuitBreaker() {
    Arrows.guarded(
            Arrows.call(Publisher.class, "publish")
                .or(Arrows.call(Publisher.class, "publishDue"))
                .or(Arrows.call(WakeUps.class, "send"))
                .or(Arrows.call(JsonService.class, "call"))
                .or(Arrows.call(AwsServices.class, "s3")))
        .check(PLATFORM);
  }

  @Test
  void clientsOfHttp_thatMayRepeat_areKnownByName() {
    assertThat(Arrows.usersOfRepeatingHttpClients(PLATFORM))
        .containsExactly(AwsService.class.getName());
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tocsin.platform.http")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hc..")
        .check(PLATFORM);
  }

  @Test
  void packages_haveNoCycle() {
    Arrows.NO_CYCLES.check(PLATFORM);
  }
}
