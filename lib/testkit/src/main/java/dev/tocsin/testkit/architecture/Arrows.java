package dev.tocsin.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/** The rules that several modules obey. */
public final class Arrows {
  private static final Set<String> GUARDS =
      Set.of(
          "io.micronaut.retry.annotation.Retryable",
          "io.micronaut.retry.annotation.CircuitBreaker");

  private static final Set<String> REPEATING =
      Set.of(
          "java.net.http.HttpClient",
          "java.net.HttpURLConnection",
          "java.net.URLConnection",
          "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient");

  /** SQL and what brings it; only {@code store} knows it. */
  public static final ArchRule NO_SQL =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "io.micronaut.data..",
              "org.postgresql..",
              "org.flywaydb..",
              "com.zaxxer..");

  /** No two packages need each other, be one inside of the other or not. */
  public static final ArchRule NO_CYCLES =
      slices().matching("dev.tocsin.(**)").should().beFreeOfCycles();

  /** Wall time comes from an injected {@link InstantSource}. */
  public static final ArchCondition<JavaClass> READ_THE_CLOCK =
      accessTargetWhere(describe("reads the wall clock", Arrows::readsClock));

  /** Randomness and identities come from an injected {@link RandomGenerator} or source of ids. */
  public static final ArchCondition<JavaClass> MAKE_RANDOMNESS =
      accessTargetWhere(describe("makes randomness", Arrows::makesRandomness));

  private Arrows() {}

  /** The main classes below a package, without what annotation processors wrote. */
  public static JavaClasses mainClasses(String packageName) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(packageName)
        .that(not(nameMatching(".*\\.\\$.*")));
  }

  /** Nothing depends on these packages of Tocsin. */
  public static ArchRule knowsNone(List<String> modules) {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            modules.stream().map("dev.tocsin.%s.."::formatted).toArray(String[]::new));
  }

  /** Methods that call out are annotated as retryable or with a circuit breaker; there are some. */
  public static ArchRule guarded(DescribedPredicate<JavaMethod> callsOut) {
    return methods()
        .that(callsOut)
        .should()
        .beAnnotatedWith(
            describe(
                "Retryable or CircuitBreaker",
                annotation -> GUARDS.contains(annotation.getRawType().getName())));
  }

  /**
   * The classes that use a client of HTTP which may repeat a request by itself, by their names: ADR
   * 24 says of each why that does no harm.
   */
  public static Set<String> usersOfRepeatingHttpClients(JavaClasses classes) {
    return classes.stream()
        .filter(user ->
            user.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .anyMatch(used -> REPEATING.contains(used.getName())))
        .map(user -> user.getName().replaceAll("\\$.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Methods that call one of {@code owner}'s by this name. */
  public static DescribedPredicate<JavaMethod> call(Class<?> owner, String name) {
    return describe(
        "call %s.%s".formatted(owner.getSimpleName(), name),
        method ->
            method.getMethodCallsFromSelf().stream()
                .anyMatch(call ->
                    call.getTargetOwner().isAssignableTo(owner) && call.getName().equals(name)));
  }

  /** Methods that implement one of {@code port}'s by this name. */
  public static DescribedPredicate<JavaMethod> implement(Class<?> port, String name) {
    return describe(
        "implement %s.%s".formatted(port.getSimpleName(), name),
        method ->
            method.getName().equals(name)
                && method.getOwner().isAssignableTo(port)
                && !method.getOwner().isInterface());
  }

  private static boolean makesRandomness(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    return (owner.isAssignableTo(RandomGenerator.class)
            && !owner.isEquivalentTo(RandomGenerator.class))
        || (owner.isEquivalentTo(RandomGenerator.class)
            && (name.equals("getDefault") || name.equals("of")))
        || owner.isEquivalentTo(RandomGeneratorFactory.class)
        || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
        || (owner.isEquivalentTo(Math.class) && name.equals("random"))
        || (owner.isEquivalentTo(Collections.class) && name.equals("shuffle"));
  }

  private static boolean readsClock(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    return (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
        || (owner.isEquivalentTo(Clock.class)
            && (name.startsWith("system") || name.startsWith("tick")))
        || (owner.isEquivalentTo(InstantSource.class) && name.equals("system"))
        || (owner.getPackageName().equals(Instant.class.getPackageName()) && name.equals("now"))
        || (owner.isEquivalentTo(java.util.Date.class) && name.equals("<init>"));
  }
}
