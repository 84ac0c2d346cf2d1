package dev.tocsin.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.tocsin.core.access.Needs;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.outbox.WakeUps;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every function keeps to. Its classes are read once for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FunctionArchitecture {
  private static final List<String> FUNCTIONS =
      List.of("evaluator", "notifier", "enricher", "remediation");

  private final String function;
  private final JavaClasses classes;

  /**
   * @param function the name of its package
   */
  protected FunctionArchitecture(String function) {
    this.function = function;
    this.classes = Arrows.mainClasses("dev.tocsin." + function);
  }

  /** The methods by which the function reaches what it depends on, but for queues. */
  protected abstract DescribedPredicate<JavaMethod> callsOut();

  /** Package of those classes that may know Kafka; none when empty. */
  protected String kafkaPackage() {
    return "";
  }

  @Test
  void function_knowsNoOtherAndNotWhatRunsIt() {
    Arrows.knowsNone(
            FUNCTIONS.stream().map(other -> other.equals(function) ? "local" : other).toList())
        .check(classes);
  }

  @Test
  void function_knowsNoSql() {
    Arrows.NO_SQL.check(classes);
  }

  @Test
  void function_readsNoWallClock() {
    noClasses().should(Arrows.READ_THE_CLOCK).check(classes);
  }

  @Test
  void function_drawsFromInjectedSourcesOnly() {
    noClasses().should(Arrows.MAKE_RANDOMNESS).check(classes);
  }

  @Test
  void queues_areReachedByTheirGuardOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Publisher.class, MessageSender.class, WakeUps.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .check(classes);
  }

  @Test
  void requests_areSentByAClientThatNeverRepeats() {
    assertThat(Arrows.usersOfRepeatingHttpClients(classes)).isEmpty();
    noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.hc..").check(classes);
  }

  @Test
  void routesOfTheApi_sayWhichRoleTheyNeed() {
    methods()
        .that()
        .areMetaAnnotatedWith("io.micronaut.http.annotation.HttpMethodMapping")
        .and()
        .areNotAnnotatedWith("io.micronaut.http.annotation.Error")
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("..api..")
        .should()
        .beMetaAnnotatedWith(Needs.class)
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void kafka_isKnownAtTheEdgeOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(kafkaPackage())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(classes);
  }

  @Test
  void callsOut_areRetryableOrHaveACircuitBreaker() {
    Arrows.guarded(callsOut()).check(classes);
  }

  @Test
  void packages_haveNoCycle() {
    Arrows.NO_CYCLES.check(classes);
  }
}
