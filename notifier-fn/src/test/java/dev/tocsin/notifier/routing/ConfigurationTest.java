package dev.tocsin.notifier.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.file.InvalidFiles;
import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.platform.secret.Seal;
import dev.tocsin.routing.config.ConfigurationVersion;
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
    assertThat(routing.routesOf(Labels.of("alertname", "a")))
        .singleElement()
        .satisfies(route -> assertThat(routing.integrations(route)).isEmpty());
  }

  @Test
  void run_validText_isInForceAndSealed() {
    long number = context.configure(YAML);

    assertThat(active.now().number()).isEqualTo(number);
    assertThat(active.now().configuration().receivers()).containsOnlyKeys("db");
    ConfigurationVersion stored = versions.active().orElseThrow();
    assertThat(stored.text()).doesNotContain("token=abc", "receiver");
    assertThat(context.get(Seal.class).open(stored.text())).isEqualTo(YAML);
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
            context.get(Seal.class).close("route: {receiver: gone}\n"),
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
  void run_sameTextAgain_addsNoVersion() {
    long number = context.configure(YAML);

    assertThat(context.configure(YAML)).isEqualTo(number);
    assertThat(versions.newest(9)).hasSize(1);
  }

  @Test
  void run_earlierTextAgain_isANewVersion() {
    long first = context.configure(YAML);
    long second = context.configure(YAML + "# changed\n");

    assertThat(context.configure(YAML)).isGreaterThan(second).isNotEqualTo(first);
  }

  @Test
  void run_severalProblems_refusesWithAllAndKeepsWhatIsInForce() {
    long number = context.configure(YAML);

    assertThatThrownBy(
            () -> context.configure("route: {receiver: gone, group_wait: soon}\nreceivers: []\n"))
        .isInstanceOf(InvalidFiles.class)
        .hasMessageContaining("gone")
        .hasMessageContaining("soon");
    assertThat(active.now().number()).isEqualTo(number);
    assertThat(versions.newest(9)).hasSize(1);
  }

  @Test
  void run_receiverThatCannotBeDeliveredTo_isRefused() {
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
    assertThat(versions.newest(9)).isEmpty();
  }
}
