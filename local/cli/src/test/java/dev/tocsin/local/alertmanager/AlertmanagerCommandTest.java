package dev.tocsin.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class AlertmanagerCommandTest {
  private final AlertmanagerCommand alertmanager = new AlertmanagerCommand();
  private final CommandLine command = AlertmanagerCommand.commandLine(alertmanager);

  @Test
  void parse_withoutFlags_hasAlertmanagersDefaults() {
    var unused = command.parseArgs();
    assertThat(alertmanager.state.configFile).isEqualTo(Path.of("alertmanager.yml"));
    assertThat(alertmanager.state.storagePath).isEqualTo(Path.of("data/"));
    assertThat(alertmanager.state.retention).isEqualTo(Duration.ofDays(5));
    assertThat(alertmanager.web.addresses).containsExactly(new ListenAddress("", 9093));
    assertThat(alertmanager.web.prefix()).isEmpty();
    assertThat(alertmanager.dispatch.keepTimers).isTrue();
    assertThat(alertmanager.log.format).isEqualTo(LogFormat.LOGFMT);
  }

  @Test
  void parse_withAnEqualsSignOrASpace_isTheSame() {
    var unused =
        command.parseArgs(
            "--config.file=a.yml",
            "--storage.path",
            "state",
            "--web.listen-address=127.0.0.1:0",
            "--web.listen-address",
            "127.0.0.2:0",
            "--dispatch.keep-timers-on-reload=false",
            "--dispatch.start-delay=1m30s",
            "--log.level=debug",
            "--log.format=json");
    assertThat(alertmanager.state.configFile).isEqualTo(Path.of("a.yml"));
    assertThat(alertmanager.state.storagePath).isEqualTo(Path.of("state"));
    assertThat(alertmanager.web.addresses)
        .containsExactly(new ListenAddress("127.0.0.1", 0), new ListenAddress("127.0.0.2", 0));
    assertThat(alertmanager.dispatch.keepTimers).isFalse();
    assertThat(alertmanager.dispatch.startDelay).isEqualTo(Duration.ofSeconds(90));
    assertThat(alertmanager.log.level).isEqualTo(LogLevel.DEBUG);
    assertThat(alertmanager.log.format).isEqualTo(LogFormat.JSON);
  }

  @ParameterizedTest
  @CsvSource({
    "--web.route-prefix=/am/, /am",
    "--web.route-prefix=am, /am",
    "--web.route-prefix=/, ''",
    "--web.external-url=https://alerts.example/x/y/, /x/y",
    "--web.external-url=https://alerts.example, ''",
  })
  void prefix_isThatOfTheFlag_orThePathOfTheUrl(String flag, String prefix) {
    var unused = command.parseArgs(flag);
    assertThat(alertmanager.web.prefix()).isEqualTo(prefix);
  }

  @Test
  void parse_flagsWithoutEffect_areTakenAndKnown() {
    ParseResult given =
        command.parseArgs(
            "--cluster.listen-address=",
            "--cluster.peer=a:1",
            "--cluster.peer=b:1",
            "--no-log.silences",
            "--alerts.gc-interval=30m");
    assertThat(UnusedOptions.gossip(given))
        .containsExactly("--cluster.listen-address", "--cluster.peer");
    assertThat(UnusedOptions.others(given))
        .isEqualTo(new TreeSet<>(List.of("--alerts.gc-interval", "--log.silences")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--foo=1|alertmanager: error: unknown long flag '--foo', try --help",
        "-x|alertmanager: error: unknown short flag '-x', try --help",
        "word|alertmanager: error: unexpected word, try --help",
      })
  void execute_whatIsUnknown_isRefusedInOneLine(String argument, String line) {
    StringWriter errors = new StringWriter();
    assertThat(command.setErr(new PrintWriter(errors)).execute(argument)).isEqualTo(1);
    assertThat(errors).hasToString(line + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource({"--data.retention=5", "--web.listen-address=9093", "--log.format=xml"})
  void execute_aValueThatCannotBe_isRefusedInOneLine(String argument) {
    StringWriter errors = new StringWriter();
    assertThat(command.setErr(new PrintWriter(errors)).execute(argument)).isEqualTo(1);
    assertThat(errors.toString().lines())
        .singleElement()
        .asString()
        .contains(argument.substring(0, 10));
  }
}
