package dev.tocsin.notifier.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tocsin.core.yaml.Problem;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.notifier.routing.ActivateConfiguration.Change;
import dev.tocsin.notifier.routing.ActivateConfiguration.Outcome;
import dev.tocsin.notifier.routing.ActivateConfiguration.Timers;
import dev.tocsin.routing.config.ConfigurationVersion;
import dev.tocsin.routing.config.ConfigurationVersions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link ActivateConfiguration}: files, changes by API and rollbacks, one after the other. */
class ConfigurationChangeTest {
  private final TestContext context = new TestContext();
  private final ActivateConfiguration activate = context.get(ActivateConfiguration.class);
  private final ActiveRouting active = context.get(ActiveRouting.class);
  private final ConfigurationVersions versions = context.get(ConfigurationVersions.class);

  @AfterEach
  void close() {
    context.close();
  }

  /**
   * A step: {@code file:a} loads the file with receiver a, {@code api:a} puts it, {@code back:1}
   * rolls back.
   */
  static Stream<Arguments> histories() {
    return Stream.of(
        arguments("a file is in force when it is loaded first", "file:a", "a"),
        arguments("what comes by API after it is", "file:a api:b", "b"),
        arguments("a start with the same file leaves what came by API", "file:a api:b file:a", "b"),
        arguments(
            "a start with another text of the file puts it in force", "file:a api:b file:c", "c"),
        arguments("so does one with the text before the last", "file:a file:b file:a", "a"),
        arguments("a file that is in force stays", "file:a file:a", "a"),
        arguments("what the API put before the first start gives way", "api:b file:a", "a"),
        arguments("a rollback is in force", "file:a api:b back:1", "a"),
        arguments(
            "a start leaves a rollback from the file's text", "file:a file:b back:1 file:b", "a"),
        arguments("a rollback is no loading of the file", "file:a file:b back:1 file:a", "a"),
        arguments("another file is new", "file:a api:b other:a", "a"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("histories")
  void inForce_afterTheseSteps_isTheReceiverExpected(String why, String steps, String receiver) {
    for (String step : steps.split(" ", -1)) {
      String what = step.substring(step.indexOf(':') + 1);
      switch (step.substring(0, step.indexOf(':'))) {
        case "file" -> load("alertmanager.yml", what);
        case "other" -> load("other.yml", what);
        case "api" -> assertActivated(put(yaml(what), OptionalLong.empty()));
        case "back" ->
            assertActivated(activate.rollBack(Long.parseLong(what), change(OptionalLong.empty())));
        default -> throw new IllegalArgumentException(step);
      }
    }

    assertThat(active.now().configuration().receivers()).as(why).containsOnlyKeys(receiver);
  }

  private void load(String file, String receiver) {
    var unused =
        activate.load(
            GivenConfiguration.ofFiles(new SourceFile(file, yaml(receiver)), Optional.empty()),
            Timers.KEPT);
  }

  private static void assertActivated(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Activated.class);
  }

  @Test
  void put_expectedVersionInForce_isActivatedWithItsAuthor() {
    Outcome first = put(yaml("a"), OptionalLong.of(0));
    Outcome second = put(yaml("b"), OptionalLong.of(1));

    assertThat(List.of(first, second))
        .containsExactly(new Outcome.Activated(1, List.of()), new Outcome.Activated(2, List.of()));
    assertThat(versions.before(Long.MAX_VALUE, 1))
        .containsExactly(
            new ConfigurationVersion(2, Optional.empty(), "ada", "why", context.clock.instant()));
  }

  @Test
  void put_anotherVersionInForce_changesNothing() {
    assertActivated(put(yaml("a"), OptionalLong.empty()));

    assertThat(put(yaml("b"), OptionalLong.of(0))).isEqualTo(new Outcome.Overtaken(1));
    assertThat(active.now().number()).isEqualTo(1);
    assertThat(versions.before(Long.MAX_VALUE, 9)).hasSize(1);
  }

  @Test
  void put_textThatIsInForce_addsNoVersion() {
    assertThat(put(yaml("a"), OptionalLong.empty())).isEqualTo(put(yaml("a"), OptionalLong.of(1)));
    assertThat(versions.before(Long.MAX_VALUE, 9)).hasSize(1);
  }

  @Test
  void put_severalProblems_areAllSaidWithTheirLines() {
    Outcome outcome =
        put(
            """
            route: {receiver: gone, group_wait: soon}
            receivers:
            - name: file
              webhook_configs: [{url_file: /etc/passwd}]
            """,
            OptionalLong.empty());

    assertThat(outcome).isInstanceOf(Outcome.Faulty.class);
    assertThat(((Outcome.Faulty) outcome).problems().list())
        .extracting(Problem::line)
        .contains(1, 4);
    assertThat(versions.before(Long.MAX_VALUE, 9)).isEmpty();
  }

  @Test
  void rollBack_unknownVersion_changesNothing() {
    assertThat(activate.rollBack(7, change(OptionalLong.empty())))
        .isEqualTo(new Outcome.NoVersion());
  }

  @Test
  void rollBack_versionOfAFile_mayNameFilesOfItsFolder() {
    load("/etc/tocsin/alertmanager.yml", "a");
    assertActivated(put(yaml("b"), OptionalLong.empty()));

    assertThat(activate.rollBack(1, change(OptionalLong.of(2))))
        .isEqualTo(new Outcome.Activated(3, List.of()));
    assertThat(active.now().folder()).contains("/etc/tocsin");
    assertThat(versions.find(3).orElseThrow().version().file()).isEmpty();
  }

  private Outcome put(String yaml, OptionalLong expected) {
    return activate.put(
        GivenConfiguration.byApi(new SourceFile("alertmanager.yml", yaml), Optional.empty()),
        change(expected));
  }

  private static Change change(OptionalLong expected) {
    return new Change("ada", "why", expected);
  }

  private static String yaml(String receiver) {
    return "route: {receiver: %s}\nreceivers: [{name: %s}]\n".formatted(receiver, receiver);
  }
}
