package dev.tocsin.local.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What amtool prints, by the real Alertmanager, and by Tocsin in its place. */
@Tag("alertmanager")
@ParameterizedClass
@MethodSource("programs")
class AmtoolTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

  private static final String CONFIGURATION =
      """
      route:
        receiver: team-a
        group_by: [alertname]
        routes:
          - receiver: team-b
            matchers: [severity="critical", foo!~"x.*"]
          - receiver: team-c
            match_re: {service: web|db}
      receivers:
        - name: team-a
          webhook_configs: [{url: "http://127.0.0.1:9/token"}]
        - name: team-b
        - name: team-c
      inhibit_rules:
        - source_match: {severity: critical}
          target_match: {severity: warning}
          equal: [instance]
      """;

  private final Program program;
  @TempDir private Path folder;
  @AutoClose private AlertmanagerProcess process;
  private Amtool amtool;

  AmtoolTest(Program program) {
    this.program = program;
  }

  static Stream<Program> programs() {
    return Stream.concat(Program.alertmanager().stream(), Stream.of(Program.tocsin()));
  }

  @BeforeEach
  void start() throws IOException {
    assumeTrue(
        Program.amtool().isPresent(), "there is no amtool on the PATH, nor named by TOCSIN_AMTOOL");
    process = AlertmanagerProcess.start(program, folder.resolve("process"), CONFIGURATION);
    amtool = new Amtool(Program.amtool().orElseThrow(), folder, process.url());
  }

  @Test
  void alertAdd_thenQueried_isPrintedWithItsLabelsAndAnnotations() throws Exception {
    amtool.run("alert", "add", "Disk", "instance=a b", "--annotation=summary=full").printed();

    JsonNode alerts = json("alert", "query", "-o", "json");
    assertThat(alerts).hasSize(1);
    JsonNode alert = alerts.path(0);
    assertThat(alert.path("labels").path("alertname").asText()).isEqualTo("Disk");
    assertThat(alert.path("labels").path("instance").asText()).isEqualTo("a b");
    assertThat(alert.path("annotations").path("summary").asText()).isEqualTo("full");
    assertThat(alert.path("receivers").path(0).path("name").asText()).isEqualTo("team-a");
    assertThat(amtool.run("alert", "query").printed())
        .containsPattern("Disk +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC +full +active");
  }

  @Test
  void alertQuery_byMatchersAndReceiver_printsThoseThatMatch() throws Exception {
    amtool.run("alert", "add", "Disk", "severity=critical").printed();
    amtool.run("alert", "add", "Load", "service=web").printed();

    assertThat(names("alert", "query", "-o", "json", "severity=critical")).containsExactly("Disk");
    assertThat(names("alert", "query", "-o", "json", "severity!=critical")).containsExactly("Load");
    assertThat(names("alert", "query", "-o", "json", "alertname=~L.*")).containsExactly("Load");
    assertThat(names("alert", "query", "-o", "json", "--receiver=team-b")).containsExactly("Disk");
    assertThat(names("alert", "query", "-o", "json", "none=such")).isEmpty();
  }

  @Test
  void alertQuery_silencedAndInhibited_printsThemOnRequest() throws Exception {
    amtool.run("alert", "add", "Source", "severity=critical", "instance=a").printed();
    amtool.run("alert", "add", "Target", "severity=warning", "instance=a").printed();
    amtool.run("alert", "add", "Quiet", "instance=b").printed();
    silence("alertname=Quiet");

    assertThat(names("alert", "query", "-o", "json")).containsExactly("Source");
    assertThat(names("alert", "query", "-o", "json", "--silenced")).containsExactly("Quiet");
    assertThat(names("alert", "query", "-o", "json", "--inhibited")).containsExactly("Target");
  }

  @Test
  void silenceAdd_thenQueried_isPrintedWithItsMatchers() throws Exception {
    String id = silence("alertname=Disk", "instance=~a|b", "team!=x");

    assertThat(amtool.run("silence", "query", "-q").printed()).isEqualTo(id);
    assertThat(amtool.run("silence", "query").printed())
        .contains(id, "alertname=\"Disk\" instance=~\"a|b\" team!=\"x\"", "operator", "work");
    assertThat(amtool.run("silence", "query", "-q", "alertname=Disk").printed()).isEqualTo(id);
    assertThat(amtool.run("silence", "query", "-q", "alertname=Load").printed()).isEmpty();
    assertThat(amtool.run("silence", "query", "-q", "--created-by=operator").printed())
        .isEqualTo(id);
  }

  @Test
  void silenceAdd_withoutComment_isRefused() throws Exception {
    Amtool.Run refused = amtool.run("silence", "add", "alertname=Disk");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.output()).contains("comment required by config");
  }

  @Test
  void silenceUpdate_longer_keepsItsId() throws Exception {
    String id = silence("alertname=Disk");
    String end = json("silence", "query", "-o", "json").path(0).path("endsAt").asText();

    assertThat(amtool.run("silence", "update", "-d", "3h", "-c", "longer", id).printed())
        .contains(id, "longer");

    JsonNode updated = json("silence", "query", "-o", "json").path(0);
    assertThat(updated.path("id").asText()).isEqualTo(id);
    assertThat(updated.path("endsAt").asText()).isGreaterThan(end);
  }

  @Test
  void silenceExpire_active_isListedAmongExpiredOnly() throws Exception {
    String id = silence("alertname=Disk");

    amtool.run("silence", "expire", id).printed();

    assertThat(amtool.run("silence", "query", "-q").printed()).isEmpty();
    assertThat(amtool.run("silence", "query", "-q", "--expired").printed()).isEqualTo(id);
    assertThat(amtool.run("silence", "expire", id).exit()).as("expired again").isZero();
  }

  @Test
  void silence_ofUnknownId_isNotFound() throws Exception {
    Amtool.Run expire = amtool.run("silence", "expire", UNKNOWN);
    Amtool.Run update = amtool.run("silence", "update", "-d", "1h", UNKNOWN);

    assertThat(expire.exit()).isEqualTo(1);
    assertThat(expire.output()).contains("[404]");
    assertThat(update.exit()).isEqualTo(1);
    assertThat(update.output()).contains("[404]");
  }

  @Test
  void silenceImport_present_staysAndExpired_comesBackWithAnotherId() throws Exception {
    String id = silence("alertname=Disk");
    Path file = exported(amtool.run("silence", "query", "-o", "json").printed());

    amtool.run("silence", "import", file.toString()).printed();
    assertThat(amtool.run("silence", "query", "-q").printed()).isEqualTo(id);

    amtool.run("silence", "expire", id).printed();
    String imported = amtool.run("silence", "import", file.toString()).printed();
    assertThat(amtool.run("silence", "query", "-q").printed()).isEqualTo(imported).isNotEqualTo(id);
  }

  @Test
  void silenceImport_ofAnotherAlertmanager_isCreated() throws Exception {
    silence("alertname=Disk");
    String silences = amtool.run("silence", "query", "-o", "json").printed();
    String id = JSON.readTree(silences).path(0).path("id").asText();
    Path file = exported(silences.replace(id, UNKNOWN));

    amtool.run("silence", "import", file.toString()).printed();

    assertThat(amtool.run("silence", "query", "-q").printed().lines())
        .hasSize(2)
        .contains(id)
        .doesNotContain(UNKNOWN);
  }

  @Test
  void configShow_printsTheConfigurationWithoutSecrets() throws Exception {
    assertThat(amtool.run("config", "show").printed())
        .contains("receiver: team-a", "name: team-c", "inhibit_rules:", "<secret>")
        .doesNotContain("127.0.0.1:9/token");
  }

  @Test
  void configRoutes_ofTheProcess_areThoseOfItsFile() throws Exception {
    assertThat(amtool.run("config", "routes", "show").printed())
        .contains("receiver: team-a", "{foo!~\"x.*\",severity=\"critical\"}  receiver: team-b");
    assertThat(amtool.run("config", "routes", "test", "severity=critical").printed())
        .isEqualTo("team-b");
    assertThat(amtool.run("config", "routes", "test", "service=db").printed()).isEqualTo("team-c");
    assertThat(
            amtool.run("config", "routes", "test", "--verify.receivers=team-b", "foo=bar").exit())
        .isEqualTo(1);
  }

  @Test
  void checkConfig_ofWhatConfigShowPrints_succeeds() throws Exception {
    Path shown = folder.resolve("shown.yml");
    Files.writeString(shown, amtool.run("config", "show").printed());

    assertThat(amtool.run("check-config", process.configuration().toString()).printed())
        .contains("SUCCESS", "1 inhibit rules", "3 receivers");
    assertThat(amtool.run("check-config", shown.toString()).printed())
        .contains("SUCCESS", "1 inhibit rules", "3 receivers");
  }

  @Test
  void clusterShow_printsTheStatus() throws Exception {
    assertThat(amtool.run("cluster", "show").printed())
        .containsPattern("Cluster Status: +(disabled|settling|ready)");
  }

  private String silence(String... matchers) throws Exception {
    return amtool
        .run(
            Stream.concat(
                    Stream.of(
                        "silence", "add", "--author=operator", "--comment=work", "--duration=1h"),
                    Stream.of(matchers))
                .toArray(String[]::new))
        .printed();
  }

  private Path exported(String silences) throws IOException {
    return Files.writeString(folder.resolve("silences.json"), silences);
  }

  private JsonNode json(String... arguments) throws Exception {
    return JSON.readTree(amtool.run(arguments).printed());
  }

  private Stream<String> names(String... arguments) throws Exception {
    return json(arguments).findValues("labels").stream()
        .map(labels -> labels.path("alertname").asText());
  }
}
