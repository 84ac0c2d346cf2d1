package dev.tocsin.notifier.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.file.InvalidFiles;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.platform.secret.Seal;
import dev.tocsin.routing.config.ConfigurationText;
import dev.tocsin.routing.config.ConfigurationVersions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@link ActivateConfiguration} and {@link ActiveRouting}: a configuration comes into force. */
class ConfigurationTest {
  private static final String YAML =
      """
      route: {receiver: db}
      receivers:
      - name: db
        webhook_configs: [{url: "http://db.test/?token=abc"}]
      """;

  private final TestContext context = new TestContext();
  private final ActiveRouting active = context.get(ActiveRouting.class);
  private final ConfigurationVersions versions = context.get(ConfigurationVersions.class);

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void now_nothingActivated_isTheBuiltInConfiguration() {
    Routing routing = active.now();

    assertThat(routing.number()).isZero();
    assertThat(routing.flushesAtOnce()).isTrue();
    assertThat(routing.eventPlaces(Labels.of("alertname", "a")))
        .extracting(place -> place.integration().key())
        .containsExactly("notification-service/notification_service[0]");
  }

  @Test
  void load_validText_isInForceAndSealed() {
    long number = context.configure(YAML);

    assertThat(active.now().number()).isEqualTo(number);
    assertThat(active.now().configuration().receivers()).containsOnlyKeys("db");
    ConfigurationText stored = versions.active().orElseThrow().text();
    assertThat(stored.alertmanager()).doesNotContain("token=abc", "receiver");
    assertThat(stored.map(context.get(Seal.class)::open).alertmanager()).isEqualTo(YAML);
  }

  @Test
  void now_sameVersion_isReadOnce() {
    long unused = context.configure(YAML);

    assertThat(active.now()).isSameAs(active.now());
  }

  @Test
  void now_anotherVersion_isReadAnew() {
    long first = context.configure(YAML);
    Routing before = active.now();
    long second = context.configure("global: {resolve_timeout: 1m}\n" + YAML);

    assertThat(second).isGreaterThan(first);
    assertThat(before.configuration().resolveTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(active.now().configuration().resolveTimeout()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void now_textThatThisReleaseCannotRead_failsWithItsProblems() {
    long number =
        versions.add(
            new ConfigurationText(
                context.get(Seal.class).close("route: {receiver: gone}\n"),
                Optional.empty(),
                Optional.empty()),
            Optional.empty(),
            "test",
            "",
            context.clock.instant());
    versions.activate(number, context.clock.instant());

    assertThatThrownBy(active::now)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("this release cannot read the configuration in force:")
        .hasMessageContaining("gone");
  }

  @Test
  void load_sameTextAgain_addsNoVersion() {
    long number = context.configure(YAML);

    assertThat(context.configure(YAML)).isEqualTo(number);
    assertThat(versions.before(Long.MAX_VALUE, 9)).hasSize(1);
  }

  @Test
  void load_earlierTextAgain_isANewVersion() {
    long first = context.configure(YAML);
    long second = context.configure(YAML + "# changed\n");

    assertThat(context.configure(YAML)).isGreaterThan(second).isNotEqualTo(first);
  }

  @Test
  void load_additions_areSealedWithTheText() {
    ActivateConfiguration.Loaded loaded = load(YAML, "teams: []\n");

    ConfigurationText stored = versions.active().orElseThrow().text();
    assertThat(stored.additions().orElseThrow()).doesNotContain("teams");
    assertThat(stored.map(context.get(Seal.class)::open).additions()).contains("teams: []\n");
    assertThat(load(YAML, "teams: []\n")).isEqualTo(loaded);
    assertThat(load(YAML, "teams: []\n# changed\n").number()).isGreaterThan(loaded.number());
    assertThat(active.now().configuration().original()).doesNotContain("teams");
  }

  private ActivateConfiguration.Loaded load(String yaml, String additions) {
    return context
        .get(ActivateConfiguration.class)
        .load(
            GivenConfiguration.ofFiles(
                new SourceFile("alertmanager.yml", yaml),
                Optional.of(new SourceFile("tocsin.yml", additions))),
            ActivateConfiguration.Timers.KEPT);
  }

  @Test
  void load_severalProblems_refusesWithAllAndKeepsWhatIsInForce() {
    long number = context.configure(YAML);

    assertThatThrownBy(
            () -> context.configure("route: {receiver: gone, group_wait: soon}\nreceivers: []\n"))
        .isInstanceOf(InvalidFiles.class)
        .hasMessageContaining("gone")
        .hasMessageContaining("soon");
    assertThat(active.now().number()).isEqualTo(number);
    assertThat(versions.before(Long.MAX_VALUE, 9)).hasSize(1);
  }

  @Test
  void load_receiverThatCannotBeDeliveredTo_isRefused() {
    assertThatThrownBy(() ->
            context.configure(
                """
                route: {receiver: team}
                receivers:
                - name: team
                  pushover_configs: [{user_key: a, token: b}]
                """))
        .isInstanceOf(InvalidFiles.class)
        .hasMessageContaining("receiver \"team\" has pushover_configs");
    assertThat(versions.before(Long.MAX_VALUE, 9)).isEmpty();
  }
}
