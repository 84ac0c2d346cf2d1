package dev.tocsin.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.tocsin.testkit.architecture.Arrows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** One process of the same functions: it feeds them, and decides nothing. */
class LocalArchitectureTest {
  private static final JavaClasses LOCAL = Arrows.mainClasses("dev.tocsin.local");

  /** Handlers, their events and answers, and what their contexts are given. */
  private static final DescribedPredicate<JavaClass> EDGES =
      nameMatching(
              "dev\\.tocsin\\.(evaluator|notifier|enricher|remediation)"
                  + "\\.(\\w+Handler|\\w+Context|rules\\.RuleSource(\\$Published)?"
                  + "|routing\\.(ActivateConfiguration(\\$\\w+)?|GivenConfiguration)|dispatch\\.DispatchLoop|view\\.(RoutingMeters|StateMeters)|meter\\.\\w+Meters"
                  + "|KafkaBatchResponse(\\$\\w+)?|batch\\.(MetricBatch|RawRecord|Truncation)|kafka\\.BoundedConsumer)")
          .forSubtype();

  /**
   * Files of the operator, read and checked; what is asked of the rows is shown as it is, with
   * characters that could not be seen written out.
   */
  private static final DescribedPredicate<JavaClass> READ =
      resideInAnyPackage(
              "dev.tocsin.core.access..",
              "dev.tocsin.core.fault..",
              "dev.tocsin.core.file..",
              "dev.tocsin.core.limit..",
              "dev.tocsin.core.setting..",
              "dev.tocsin.core.text..",
              "dev.tocsin.core.unit..",
              "dev.tocsin.core.yaml..")
          .or(
              nameMatching(
                  "dev\\.tocsin\\.engine\\.(cursor\\.(PartitionCursors|PartitionCursor|PartitionId)|rule\\.(RuleSet|TopicConflicts)|rulefile\\.RuleFiles|ruletest\\.RuleTestFile)"
                      + "|dev\\.tocsin\\.core\\.(enrichment\\.(CmdbReader|Cmdb|Enrichments)"
                      + "|remediation\\.(CatalogueReader|Catalogue|Runs|Run|RunStatus)"
                      + "|message\\.Rfc3339|outbox\\.Publisher|retention\\.Retention)"
                      + "|dev\\.tocsin\\.routing\\.(config\\.ReadingOptions|matcher\\.MatcherSyntax)"));

  private static final DescribedPredicate<JavaClass> STORE =
      nameMatching(
              "dev\\.tocsin\\.(store\\.Schema|core\\.failure\\.\\w+"
                  + "|platform\\.(access\\.(Authenticator(\\$Sender)?|CrossSitePolicy|RefusalLog(\\$\\w+)?|RequestOrigin)|limit\\.MeteredLimitHits|http\\.Outgoing\\w+(\\$\\w+)?)|core\\.redaction\\.Redaction)")
          .forSubtype();

  /** The commands for rules. */
  private static final String REPLAYING = "dev.tocsin.local.rules..";

  /** The commands for Alertmanager's configuration. */
  private static final String ROUTING = "dev.tocsin.local.config..";

  @Test
  void ofTocsin_localKnowsEdgesAndFilesOnly() {
    classes()
        .that()
        .resideOutsideOfPackages(REPLAYING, ROUTING)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("dev.tocsin..")
                .or(resideInAPackage("dev.tocsin.local.."))
                .or(EDGES)
                .or(READ)
                .or(STORE))
        .check(LOCAL);
  }

  /** They play records through rules, and print what the decisions were. */
  @Test
  void whatReplays_knowsValuesDecodersAndFilesOnly() {
    classes()
        .that()
        .resideInAPackage(REPLAYING)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("dev.tocsin..")
                .or(
                    resideInAnyPackage(
                        "dev.tocsin.local.rules..",
                        "dev.tocsin.local.api",
                        "dev.tocsin.local.report",
                        "dev.tocsin.core..",
                        "dev.tocsin.engine..",
                        "dev.tocsin.promql..",
                        "dev.tocsin.formats.."))
                .or(nameMatching("dev\\.tocsin\\.local\\.pipeline\\.PipelineFiles")))
        .check(LOCAL);
  }

  /** They show what a configuration says, and ask a running Tocsin for its own. */
  @Test
  void whatShowsRoutes_knowsValuesFilesAndTheApiOnly() {
    classes()
        .that()
        .resideInAPackage(ROUTING)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("dev.tocsin..")
                .or(
                    resideInAnyPackage(
                        ROUTING,
                        "dev.tocsin.local.api",
                        "dev.tocsin.local.report",
                        "dev.tocsin.core..",
                        "dev.tocsin.routing.."))
                .or(nameMatching("dev\\.tocsin\\.local\\.pipeline\\.PipelineFiles")))
        .check(LOCAL);
  }

  @Test
  void statements_areMadeByTheStoreOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Statement.class, PreparedStatement.class, ResultSet.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("io.micronaut.data..")
        .check(LOCAL);
  }

  /** Why each of them does no harm by repeating is in ADR 24. */
  @Test
  void clientsOfHttp_thatMayRepeat_areKnownByName() {
    assertThat(Arrows.usersOfRepeatingHttpClients(LOCAL))
        .containsExactly(
            "dev.tocsin.local.api.ApiClient",
            "dev.tocsin.local.demo.Client",
            "dev.tocsin.local.demo.LoadGenerator",
            "dev.tocsin.local.embedded.EmbeddedSqs",
            "dev.tocsin.local.lambda.LambdaFunction",
            "dev.tocsin.local.localstack.ConfigBucket",
            "dev.tocsin.local.pipeline.ExternalPipeline");
  }

  /** Of all modules, which this one has on its class path. */
  @Test
  void packages_haveNoCycle() {
    Arrows.NO_CYCLES.check(Arrows.mainClasses("dev.tocsin"));
  }
}
