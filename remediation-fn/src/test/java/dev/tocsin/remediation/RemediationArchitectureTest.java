package dev.tocsin.remediation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.outbox.WakeUps;
import io.micronaut.retry.annotation.CircuitBreaker;
import io.micronaut.retry.annotation.Retryable;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows of the design, and that no call out of the function goes unguarded. */
class RemediationArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tocsin.remediation");

  @Test
  void remediation_knowsNoOtherFunctionNorHowRowsAreKept() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.tocsin.evaluator..",
            "dev.tocsin.notifier..",
            "dev.tocsin.enricher..",
            "dev.tocsin.local..",
            "java.sql..",
            "javax.sql..",
            "org.apache.kafka..",
            "software.amazon.awssdk..")
        .check(CLASSES);
  }

  @Test
  void callsToTheOutside_areRetriedOrBroken() {
    Set<JavaMethod> callers =
        CLASSES.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(call ->
                call.getTargetOwner().isEquivalentTo(Publisher.class)
                    || call.getTargetOwner().isEquivalentTo(WakeUps.class)
                    || (call.getTargetOwner().isEquivalentTo(HttpClient.class)
                        && call.getName().equals("send")))
            .map(call -> call.getOrigin())
            .filter(JavaMethod.class::isInstance)
            .map(JavaMethod.class::cast)
            .collect(Collectors.toSet());
    assertThat(callers).hasSizeGreaterThanOrEqualTo(4);
    assertThat(callers)
        .allMatch(method ->
            method.isAnnotatedWith(Retryable.class)
                || method.isAnnotatedWith(CircuitBreaker.class));
  }
}
