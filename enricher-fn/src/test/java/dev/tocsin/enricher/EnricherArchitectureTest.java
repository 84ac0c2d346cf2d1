package dev.tocsin.enricher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tocsin.core.enrichment.EnrichmentSource;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.outbox.WakeUps;
import io.micronaut.retry.annotation.CircuitBreaker;
import io.micronaut.retry.annotation.Retryable;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of the design, and that no call out of the function goes unguarded. */
class EnricherArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tocsin.enricher");

  @Test
  void enricher_knowsNoOtherFunctionNorHowRowsAreKept() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.tocsin.evaluator..",
            "dev.tocsin.notifier..",
            "dev.tocsin.remediation..",
            "dev.tocsin.local..",
            "java.sql..",
            "javax.sql..",
            "org.apache.kafka..",
            "software.amazon.awssdk..")
        .check(CLASSES);
  }

  @Test
  void callsToTheOutside_areRetriedOrBroken() {
    Stream<JavaMethod> toQueues =
        CLASSES.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(call ->
                call.getTargetOwner().isEquivalentTo(Publisher.class)
                    || call.getTargetOwner().isEquivalentTo(WakeUps.class))
            .map(call -> call.getOrigin())
            .filter(JavaMethod.class::isInstance)
            .map(JavaMethod.class::cast);
    Stream<JavaMethod> ofSources =
        CLASSES.stream()
            .filter(type -> type.isAssignableTo(EnrichmentSource.class))
            .filter(type -> !type.getName().contains("$Definition"))
            .map(type -> type.tryGetMethod("ask", AlertSnapshot.class))
            .flatMap(method -> method.stream());
    Set<JavaMethod> calls = Stream.concat(toQueues, ofSources).collect(Collectors.toSet());
    assertThat(calls).hasSizeGreaterThanOrEqualTo(5);
    assertThat(calls)
        .allMatch(method ->
            method.isAnnotatedWith(Retryable.class)
                || method.isAnnotatedWith(CircuitBreaker.class));
  }
}
