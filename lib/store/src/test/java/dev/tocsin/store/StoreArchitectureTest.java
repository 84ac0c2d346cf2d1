package dev.tocsin.store;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.tocsin.testkit.architecture.Arrows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How rows and messages are kept, and nothing of what they mean. */
class StoreArchitectureTest {
  private static final JavaClasses STORE = Arrows.mainClasses("dev.tocsin.store");

  @Test
  void store_knowsNoFunction() {
    Arrows.knowsNone(
            List.of("evaluator", "notifier", "enricher", "remediation", "local", "platform"))
        .check(STORE);
  }

  @Test
  void store_decidesNothing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.tocsin.engine.evaluation..", "dev.tocsin.engine.sample..")
        .orShould()
        .dependOnClassesThat(
            nameMatching(
                "dev\\.tocsin\\.(core|engine)\\..*(Policy|Evaluate|LifeCycle|Planner|Announcement|RuleSet|Notification)"))
        .check(STORE);
  }

  @Test
  void clockAndRandomness_areGiven() {
    noClasses().should(Arrows.READ_THE_CLOCK.or(Arrows.MAKE_RANDOMNESS)).check(STORE);
  }

  @Test
  void http_isNotSpoken() {
    assertThat(Arrows.usersOfRepeatingHttpClients(STORE)).isEmpty();
  }

  @Test
  void kafka_isNotKnown() {
    noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.kafka..").check(STORE);
  }

  @Test
  void packages_haveNoCycle() {
    Arrows.NO_CYCLES.check(STORE);
  }
}
