package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class TocsinTest {
  private static final Pattern COMMAND = Pattern.compile("\\./tocsin ([a-z-]+)");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void help_isShownOnStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: tocsin", "Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void version_namesTheProgramAndItsJava() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("tocsin ").contains("on Java " + Runtime.version());
  }

  @Test
  void noCommandOrAnUnknownOne_isWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("Missing command.").contains("Usage: tocsin");
    assertThat(run("sing")).isEqualTo(2);
    assertThat(err.toString()).contains("'sing'");
  }

  @Test
  void aRefusal_isOneSentenceAndExitCodeOne() {
    assertThat(run("refuse")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("tocsin: There is no such file: x.yaml." + System.lineSeparator());
  }

  @Test
  void aFault_isExitCodeOneWithItsTrace() {
    assertThat(run("break")).isEqualTo(1);
    assertThat(err.toString())
        .contains("unexpected failure", "IllegalStateException: broken", "\tat ");
  }

  @Test
  void serve_asksOnlyForWhatItsFunctionsNeed(@TempDir Path directory) throws IOException {
    assertThat(serve(directory, "notifier")).isEqualTo(1);
    assertThat(err.toString())
        .contains("--notify-url is missing", "TOCSIN_APPROVAL_KEY is missing", "Kafka", "SQS");

    err.getBuffer().setLength(0);
    assertThat(serve(directory, "evaluator,enricher")).isEqualTo(1);
    assertThat(err.toString())
        .doesNotContain("--notify-url", "TOCSIN_APPROVAL_KEY")
        .contains("Kafka", "SQS");

    err.getBuffer().setLength(0);
    assertThat(serve(directory, "evaluater")).isEqualTo(2);
    assertThat(err.toString()).contains("evaluater").contains("evaluator, notifier");
  }

  private int serve(Path directory, String functions) throws IOException {
    Path rules = Files.writeString(directory.resolve("r.yaml"), "groups: []\n");
    return run(
        "serve",
        "--functions",
        functions,
        "--rules",
        rules.toString(),
        "--kafka=127.0.0.1:1",
        "--postgres=jdbc:postgresql://127.0.0.1:1/none",
        "--sqs-endpoint=http://127.0.0.1:1");
  }

  @Test
  void up_aCertificateWithoutItsKey_isWrongUsage() {
    assertThat(run("up", "--rules", "rules", "--http-certificate", "tls.crt")).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required argument", "--http-key");
  }

  @Test
  void up_faultyRulesCatalogueAndSettings_namesAllFaultsAtOnce(@TempDir Path directory)
      throws IOException {
    Path rules = Files.writeString(directory.resolve("r.yaml"), "groups: 7\n");
    Path catalogue =
        Files.writeString(
            directory.resolve("c.yaml"), "remediations:\n  - id: Bad Id\n    name: x\n");
    Path settings = Files.writeString(directory.resolve("s.yaml"), "dedup_windw: 1s\n");

    assertThat(
            run(
                "up",
                "--rules",
                rules.toString(),
                "--notify-url",
                "http://127.0.0.1:1",
                "--remediations",
                catalogue.toString(),
                "--settings",
                settings.toString()))
        .isEqualTo(1);
    assertThat(err.toString().lines())
        .anyMatch(line -> line.startsWith(rules + ":1:9: "))
        .anyMatch(line -> line.startsWith(catalogue + ":2:9: "))
        .anyMatch(line -> line.startsWith(catalogue + ":2:5: "))
        .anyMatch(line -> line.startsWith(settings + ":1:1: "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up --rules r.yaml --evaluators 0|\"0\" is no whole number from 1 to 64",
        "up --rules r.yaml --evaluators two|\"two\" is no whole number from 1 to 64",
        "up --rules r.yaml --http-port 65536|\"65536\" is no whole number from 0 to 65535",
        "up --rules r.yaml --kafka-port -1|\"-1\" is no whole number from 0 to 65535",
        "up --rules r.yaml --notify-url here|\"here\" is no address such as",
        "dead-letters list --http nowhere|\"nowhere\" is no address such as",
        "rules versions --http ftp://h|\"ftp://h\" is no address such as",
        "cursor reset topic|--http",
      })
  void anOptionThatCannotBe_isWrongUsage(String command, String said) {
    assertThat(run(command.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).contains(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cursor --http http://127.0.0.1:1 reset topic",
        "cursor reset topic --http http://127.0.0.1:1/",
        "dead-letters --http http://127.0.0.1:1 list",
        "rules versions --http http://127.0.0.1:1",
        "explain team=db --http http://127.0.0.1:1",
      })
  void whatAsksARunningTocsin_whenNobodyIsThere_saysWho(String command) {
    assertThat(run(command.split(" ", -1))).isEqualTo(1);
    assertThat(err.toString()).startsWith("tocsin: http://127.0.0.1:1 does not answer: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/alertmanager.md", "docs/api.md", "docs/operations.md"})
  void commandsThatAPageNames_areThere(String page) throws IOException {
    Set<String> named =
        COMMAND
            .matcher(Files.readString(Path.of("..", "..", page)))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(named).isNotEmpty();
    // The launcher runs it from an archive of its own.
    named.remove("bench");
    assertThat(Tocsin.commandLine().getSubcommands().keySet()).containsAll(named);
  }

  private int run(String... arguments) {
    CommandLine tocsin = Tocsin.commandLine();
    tocsin.addSubcommand(new Refuse()).addSubcommand(new Break());
    return tocsin.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
  }

  @Command(name = "refuse")
  private static final class Refuse implements Runnable {
    @Override
    public void run() {
      throw new UserError("There is no such file: x.yaml.");
    }
  }

  @Command(name = "break")
  private static final class Break implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("broken");
    }
  }
}
