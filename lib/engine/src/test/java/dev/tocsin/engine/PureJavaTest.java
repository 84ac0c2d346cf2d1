package dev.tocsin.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Core and engine are pure Java: values in, values out. */
class PureJavaTest {
  private static final JavaClasses CORE = mainClasses("dev.tocsin.core");
  private static final JavaClasses ENGINE = mainClasses("dev.tocsin.engine");

  private static final DescribedPredicate<JavaClass> VALUES =
      resideInAnyPackage(
              "dev.tocsin.core..",
              "java.lang..",
              "java.math..",
              "java.nio",
              "java.nio.charset..",
              "java.security..",
              "java.text..",
              "java.time..",
              "java.util..",
              "javax.crypto..",
              "org.jspecify.annotations..",
              "org.snakeyaml.engine..",
              "org.springframework.security.crypto.bcrypt")
          .or(
              nameMatching(
                  "java\\.net\\.(URI|URISyntaxException|URLEncoder|URLDecoder|InetAddress)"))
          .or(nameMatching("java\\.io\\.(ByteArray|Data)?(Input|Output)Stream"))
          .or(nameMatching("java\\.io\\.(UncheckedIOException|IOException|Serializable)"))
          .or(describe("arrays", JavaClass::isArray));

  private static final DescribedPredicate<JavaClass> VALUES_OF_RULES =
      resideInAnyPackage(
          "dev.tocsin.engine..",
          "com.datadoghq.sketch..",
          "com.google.protobuf",
          "com.google.re2j..");

  private static final DescribedPredicate<JavaClass> ON_MESSAGES =
      resideInAnyPackage(
          "io.micronaut.serde.annotation..",
          "io.micronaut.serde.config.naming..",
          "com.fasterxml.jackson.annotation..");

  private static final Set<Class<?>> RANDOM =
      Set.of(Random.class, SecureRandom.class, ThreadLocalRandom.class);

  /** Which failures of libraries are outages, and the log of failures. */
  private static final String FAILURE = "dev.tocsin.core.failure";

  /** Without what the annotation processor writes beside the messages. */
  private static JavaClasses mainClasses(String packageName) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(packageName)
            .that(not(nameMatching(".*\\.\\$.*")));
    assertThat(classes).hasSizeGreaterThan(100);
    return classes;
  }

  static List<JavaClasses> modules() {
    return List.of(CORE, ENGINE);
  }

  @Test
  void core_knowsValuesOnly() {
    classes()
        .that()
        .resideOutsideOfPackage(FAILURE)
        .should()
        .onlyDependOnClassesThat(VALUES.or(ON_MESSAGES))
        .check(CORE);
  }

  @Test
  void engine_knowsValuesOnly() {
    classes().should().onlyDependOnClassesThat(VALUES.or(VALUES_OF_RULES)).check(ENGINE);
  }

  @Test
  void micronaut_isKnownByMessagesOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tocsin.core.message..")
        .and()
        .doNotHaveFullyQualifiedName("dev.tocsin.core.delivery.Notification")
        .should()
        .dependOnClassesThat(ON_MESSAGES)
        .check(CORE);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void module_readsNoClockDrawsNoChanceAndDoesNoIo(JavaClasses module) {
    noClasses()
        .should()
        .accessTargetWhere(describe("is no function of values", PureJavaTest::isImpure))
        .check(module);
  }

  @Test
  void packages_haveNoCycle() {
    slices().matching("dev.tocsin.(**)").should().beFreeOfCycles().check(CORE);
    slices().matching("dev.tocsin.(**)").should().beFreeOfCycles().check(ENGINE);
  }

  private static boolean isImpure(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    return (owner.isEquivalentTo(System.class)
            && !Set.of("arraycopy", "lineSeparator").contains(name))
        || (owner.isEquivalentTo(Clock.class)
            && (name.startsWith("system") || name.startsWith("tick")))
        || (owner.isEquivalentTo(InstantSource.class) && name.equals("system"))
        || (owner.getPackageName().equals(Instant.class.getPackageName()) && name.equals("now"))
        || (owner.isEquivalentTo(Date.class) && name.equals("<init>"))
        || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
        || (owner.isEquivalentTo(Math.class) && name.equals("random"))
        || RANDOM.stream().anyMatch(owner::isAssignableTo)
        || (owner.isEquivalentTo(InetAddress.class)
            && Set.of("getByName", "getAllByName", "getLocalHost", "getHostName").contains(name))
        || (owner.isEquivalentTo(URI.class) && name.equals("toURL"))
        || owner.isAssignableTo(Thread.class)
        || owner.isAssignableTo(ProcessBuilder.class)
        || owner.isEquivalentTo(Runtime.class);
  }
}
