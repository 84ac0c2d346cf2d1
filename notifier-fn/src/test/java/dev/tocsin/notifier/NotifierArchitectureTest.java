package dev.tocsin.notifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tocsin.core.outbox.WakeUps;
import io.micronaut.retry.annotation.CircuitBreaker;
import io.micronaut.retry.annotation.Retryable;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

/** The arrows of the design, as far as the notifier can break them. */
class NotifierArchitectureTest {
  private static final JavaClasses NOTIFIER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tocsin.notifier");

  @Test
  void notifier_otherFunctions_knowsNone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.tocsin.evaluator..",
            "dev.tocsin.enricher..",
            "dev.tocsin.remediation..",
            "dev.tocsin.local..")
        .check(NOTIFIER);
  }

  @Test
  void notifier_sql_knowsNone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "io.micronaut.data..")
        .check(NOTIFIER);
  }

  @Test
  void callsOverHttp_areRetryable() {
    methods()
        .that(call(HttpClient.class, "send"))
        .should()
        .beAnnotatedWith(Retryable.class)
        .check(NOTIFIER);
  }

  @Test
  void callsToTheQueueOfWakeUps_haveACircuitBreaker() {
    methods()
        .that(call(WakeUps.class, "send"))
        .should()
        .beAnnotatedWith(CircuitBreaker.class)
        .check(NOTIFIER);
  }

  @Test
  void packages_haveNoCycle() {
    slices().matching("dev.tocsin.notifier.(*)..").should().beFreeOfCycles().check(NOTIFIER);
  }

  private static DescribedPredicate<JavaMethod> call(Class<?> owner, String prefix) {
    return DescribedPredicate.describe(
        "call " + owner.getSimpleName() + "." + prefix,
        method ->
            method.getMethodCallsFromSelf().stream()
                .anyMatch(call ->
                    call.getTargetOwner().isAssignableTo(owner)
                        && call.getName().startsWith(prefix)));
  }
}
