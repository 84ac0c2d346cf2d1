package dev.tocsin.local.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.failure.UserError;
import dev.tocsin.local.drill.WarningLog;
import dev.tocsin.local.http.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedFilesTest {
  private static final String RULE =
      "groups: [{name: g, rules: [{id: r, name: R, metric_name: m, operator: '>', threshold: 1,"
          + " severity: low}]}]\n";

  @TempDir private Path directory;

  @Test
  void read_unreadableAndFaultyFiles_refusesWithAllFaults() throws IOException {
    PipelineFiles files =
        new PipelineFiles(
            List.of(path("no-rules.yaml"), Files.writeString(path("bad.yaml"), "groups: 7\n")),
            Optional.of(path("no-catalogue.yaml")),
            Optional.of(directory),
            Optional.of(path("no-settings.yaml")));

    UserError refused =
        catchThrowableOfType(
            UserError.class, () -> LoadedFiles.read(files, InstantSource.system()));

    assertThat(requireNonNull(refused.getMessage()).lines().skip(1))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).isEqualTo(doesNotExist("no-rules.yaml")),
            line -> assertThat(line).startsWith(path("bad.yaml") + ":1:9: "),
            line -> assertThat(line).isEqualTo(doesNotExist("no-catalogue.yaml")),
            line -> assertThat(line).startsWith(directory + ":1:1: this file cannot be read: "),
            line -> assertThat(line).isEqualTo(doesNotExist("no-settings.yaml")));
  }

  @Test
  void read_aCertificateThatIsNotThere_isNamedBesideTheOtherFaults() throws IOException {
    Path none = Files.writeString(path("none.yaml"), "groups: []\n");
    TlsFiles tls = new TlsFiles(path("no.crt"), path("no.key"));
    for (Path rules : List.of(path("no-rules.yaml"), none)) {
      PipelineFiles files =
          new PipelineFiles(
              List.of(rules),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(tls));
      UserError refused =
          catchThrowableOfType(
              UserError.class, () -> LoadedFiles.read(files, InstantSource.system()));
      assertThat(refused.getMessage()).endsWith("no.crt cannot be read: it does not exist.");
      assertThat(requireNonNull(refused.getMessage()).contains("no-rules.yaml"))
          .isEqualTo(!rules.equals(none));
    }
  }

  @Test
  void read_faultyRouting_isNamedBesideTheOtherFaults() throws IOException {
    Path alertmanager = Files.writeString(path("am.yml"), "route: {receiver: gone}\n");
    PipelineFiles files =
        withRouting(
            Files.writeString(path("bad.yaml"), "groups: 7\n"),
            new RoutingFiles(alertmanager, Optional.of(path("no-tocsin.yml"))));

    UserError refused =
        catchThrowableOfType(
            UserError.class, () -> LoadedFiles.read(files, InstantSource.system()));

    assertThat(refused.getMessage())
        .contains(path("bad.yaml") + ":1:9: ", alertmanager + ":1:", "gone")
        .contains(doesNotExist("no-tocsin.yml"));
  }

  @Test
  void reload_routing_isReadAgain() throws IOException {
    String text = "route: {receiver: a}\nreceivers: [{name: a}]\n";
    Path alertmanager = Files.writeString(path("am.yml"), text);
    LoadedFiles loaded =
        LoadedFiles.read(
            withRouting(
                Files.writeString(path("rules.yaml"), "groups: []\n"),
                new RoutingFiles(alertmanager, Optional.empty())),
            InstantSource.system());

    Path unused = Files.writeString(alertmanager, text.replace("a}", "b}"));

    assertThat(loaded.reload()).isEqualTo(new LoadedFiles.Reload.Done(""));
    assertThat(loaded.routing().orElseThrow().alertmanager().text()).contains("receiver: b");
  }

  private static PipelineFiles withRouting(Path rules, RoutingFiles routing) {
    return new PipelineFiles(
        List.of(rules),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(routing),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void reload_fileThatIsGone_changesNothing() throws IOException {
    Path rules = Files.writeString(path("rules.yaml"), "groups: []\n");
    Path assets = Files.writeString(path("assets.yaml"), "assets: {}\n");
    LoadedFiles loaded =
        LoadedFiles.read(
            new PipelineFiles(
                List.of(rules), Optional.empty(), Optional.of(assets), Optional.empty()),
            InstantSource.system());
    var before = loaded.rules().orElseThrow().current();

    Files.delete(assets);

    assertThat(loaded.reload()).isInstanceOf(LoadedFiles.Reload.Refused.class);
    assertThat(loaded.rules().orElseThrow().current()).isSameAs(before);
    assertThat(loaded.cmdb().text()).isEqualTo("assets: {}\n");
  }

  private static PipelineFiles rulesIn(Path path) {
    return new PipelineFiles(List.of(path), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void read_folderWithoutRules_refusesToStart() throws IOException {
    Path folder = Files.createDirectory(path("rules"));
    assertThat(
            catchThrowableOfType(
                UserError.class, () -> LoadedFiles.read(rulesIn(folder), InstantSource.system())))
        .hasMessageContaining(folder + ":1:1: no file of rules is here or below");
    Path empty = Files.createFile(path("rules/r.yaml"));
    assertThat(
            catchThrowableOfType(
                UserError.class, () -> LoadedFiles.read(rulesIn(folder), InstantSource.system())))
        .hasMessageContaining(empty + ":1:1: this file is empty");
  }

  /** Under the conditions of a start: a file cut to nothing keeps the rules that there were. */
  @Test
  void reload_toNoRules_isRefusedUnlessAFileSaysSo() throws IOException {
    Path folder = Files.createDirectory(path("rules"));
    Path rules = Files.writeString(path("rules/r.YAML"), RULE);
    LoadedFiles loaded = LoadedFiles.read(rulesIn(folder), InstantSource.system());
    var before = loaded.rules().orElseThrow().current();
    assertThat(before.ruleSet().rules()).hasSize(1);
    try (WarningLog log = WarningLog.open()) {
      Files.writeString(rules, "");
      assertThat(loaded.reload().toString()).contains("this file is empty");
      Files.delete(rules);
      assertThat(loaded.reload().toString()).contains("no file of rules is here or below");
      assertThat(loaded.rules().orElseThrow().current()).isSameAs(before);
      assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("ERROR"));
    }
    Files.writeString(rules, "groups: []\n");
    assertThat(loaded.reload()).isEqualTo(new LoadedFiles.Reload.Done(""));
    assertThat(loaded.rules().orElseThrow().current().ruleSet().rules()).isEmpty();
  }

  @Test
  void readAndReload_rulesWithWarnings_logThem() throws IOException {
    Path rules = Files.writeString(path("r.yaml"), RULE.replace("R,", "R, stale_after: 1s,"));
    String warning = rules + ":1:58: warning: stale_after is 1s, shorter than the 15s from one";
    try (WarningLog log = WarningLog.open()) {
      LoadedFiles loaded = LoadedFiles.read(rulesIn(rules), InstantSource.system());
      assertThat(loaded.reload())
          .isInstanceOfSatisfying(
              LoadedFiles.Reload.Done.class,
              done -> assertThat(done.warnings()).startsWith(warning));
      assertThat(log.lines())
          .hasSize(2)
          .allMatch(line -> line.contains("WARN") && line.contains(warning));
    }
  }

  @Test
  void reload_credentials_areThoseOfTheFileUnlessItHasFaults() throws IOException {
    Path rules = Files.writeString(path("rules.yaml"), "groups: []\n");
    Path file = Files.writeString(path("credentials.yaml"), credentials("old"));
    LoadedFiles loaded =
        LoadedFiles.read(
            new PipelineFiles(
                List.of(rules),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(file)),
            InstantSource.system());
    Supplier<Credentials> now = loaded.credentials().orElseThrow();
    assertThat(now.get().token("old")).isPresent();

    Files.writeString(file, credentials("new"));
    assertThat(loaded.reload()).isEqualTo(new LoadedFiles.Reload.Done(""));
    assertThat(now.get().token("old")).isEmpty();
    assertThat(now.get().token("new")).isPresent();

    Files.writeString(file, "credentials: []\n");
    assertThat(loaded.reload()).isInstanceOf(LoadedFiles.Reload.Refused.class);
    assertThat(loaded.reload().toString()).contains(file + ":1:");
    Files.delete(file);
    assertThat(loaded.reload()).isInstanceOf(LoadedFiles.Reload.Refused.class);
    assertThat(now.get().token("new")).isPresent();
  }

  private static String credentials(String token) {
    return "credentials: [{name: a, roles: [viewer], token: \"%s\"}]"
        .formatted(Credentials.hashOfToken(token));
  }

  private String doesNotExist(String file) {
    return path(file) + ":1:1: this file cannot be read: it does not exist";
  }

  private Path path(String name) {
    return directory.resolve(name);
  }
}
