package dev.tocsin.local.browser;

import static dev.tocsin.testkit.Eventually.within;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.remediation.ApprovalToken;
import dev.tocsin.local.ReadyLine;
import dev.tocsin.local.Tocsin;
import dev.tocsin.local.embedded.PasswordFile;
import dev.tocsin.local.pipeline.EmbeddedPipeline;
import dev.tocsin.local.pipeline.PipelineFiles;
import dev.tocsin.local.trial.Receiver;
import dev.tocsin.local.trial.Records;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * A whole pipeline with a rule, a remediation that asks, the service that it acts on, and one that
 * takes its notifications.
 */
final class BrowserSetup implements AutoCloseable {
  static final String ADMIN = "ada";
  static final String PASSWORD = "correct horse";
  static final String TOKEN = "token-of-deploy";

  static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Receiver receiver;
  private final List<String> actions = new CopyOnWriteArrayList<>();
  private final URI target;
  private String kafka = "";
  private String jdbcUrl = "";
  private URI http = URI.create("http://127.0.0.1:0");
  private Optional<Records> records = Optional.empty();

  /**
   * How it is set up.
   *
   * @param publicUrl of its settings
   * @param rulesByApi whether rules come by the API, and not from a file
   */
  record Plan(boolean credentials, Optional<URI> publicUrl, boolean rulesByApi) {
    static final Plan PLAIN = new Plan(false, Optional.empty(), false);
  }

  BrowserSetup(Path folder) throws IOException {
    this.folder = folder;
    receiver = opened(new Receiver());
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          actions.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    service.start();
    open.push(() -> service.stop(0));
    target = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
  }

  /** Starts {@code tocsin up} as a process of its own. */
  BrowserSetup up(Plan plan) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Tocsin.class.getName(), "up", "--rules=" + rules()));
    command.add("--remediations=" + catalogue());
    command.add("--data=" + data());
    command.add("--notify-url=" + receiver.url());
    settings(plan).ifPresent(file -> command.add("--settings=" + file));
    credentials(plan).ifPresent(file -> command.add("--credentials=" + file));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    open.push(() -> {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    });
    ReadyLine ready =
        seen(
            "tocsin up to be ready; its errors are in " + err,
            () ->
                Files.readString(out).lines().flatMap(l -> ReadyLine.parse(l).stream()).findAny());
    String password = PasswordFile.read(data()).orElseThrow();
    return at(
        ready.address("kafka"), ready.http(), ready.address("postgres") + "&password=" + password);
  }

  /** Starts the same in this process. */
  BrowserSetup embedded(Plan plan) throws IOException {
    EmbeddedPipeline pipeline =
        opened(
            EmbeddedPipeline.start(
                new EmbeddedPipeline.Plan(
                    new PipelineFiles(
                        plan.rulesByApi() ? List.of() : List.of(rules()),
                        Optional.of(catalogue()),
                        Optional.empty(),
                        settings(plan),
                        credentials(plan)),
                    receiver.url(),
                    Optional.of(data()),
                    0,
                    0,
                    1),
                FaultPoints.NONE));
    return at(pipeline.kafka(), pipeline.http(), pipeline.jdbcUrl());
  }

  private BrowserSetup at(String kafkaAddress, URI httpAddress, String database) {
    kafka = kafkaAddress;
    http = httpAddress;
    jdbcUrl = database;
    records = Optional.of(opened(new Records(kafka)));
    return this;
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path rules() throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), ruleFile("Trial value high"));
  }

  static String ruleFile(String name) {
    return """
    groups:
      - name: browser
        rules:
          - id: high
            name: %s
            description: The value is above 80, and the disk of this host fills within the hour
            metric_name: %s
            operator: ">"
            threshold: 80
            duration: 0
            severity: high
    """
        .formatted(name, Records.METRIC);
  }

  private Path catalogue() throws IOException {
    return Files.writeString(
        folder.resolve("remediations.yaml"),
        """
        remediations:
          - id: restart
            name: Restart the web server
            alert_rules: [high]
            action: {type: http, method: POST, url: "%s/{{instance_id}}/restart", body: '{"host":"{{instance_id}}"}'}
            requires_approval: true
            approval: link
            max_attempts: 3
            cooldown: 1h
        """
            .formatted(target));
  }

  private Optional<Path> settings(Plan plan) throws IOException {
    return plan.publicUrl().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Files.writeString(
                folder.resolve("settings.yaml"), "public_url: " + plan.publicUrl().get() + "\n"));
  }

  private Optional<Path> credentials(Plan plan) throws IOException {
    return !plan.credentials()
        ? Optional.empty()
        : Optional.of(
            Files.writeString(
                folder.resolve("credentials.yaml"),
                """
                credentials:
                  - {name: %s, roles: [admin], password: "%s"}
                  - {name: deploy, roles: [admin], token: "%s"}
                """
                    .formatted(
                        ADMIN,
                        BCrypt.hashpw(PASSWORD, BCrypt.gensalt(10)),
                        Credentials.hashOfToken(TOKEN))));
  }

  URI http() {
    return http;
  }

  /** The addresses that the action was sent to. */
  List<String> actions() {
    return List.copyOf(actions);
  }

  void sample(String instance, double value) {
    records.orElseThrow().offer(instance, value, Instant.now());
    records.orElseThrow().flush();
  }

  /** Makes the alert of an instance fire; what asks for an approval then. */
  Receiver.Reported asked(String instance) throws Exception {
    sample(instance, 95);
    return reported(instance, "approval_requested");
  }

  /** A notification about an instance, once it has come. */
  Receiver.Reported reported(String instance, String state) throws Exception {
    return seen(
        state + " of " + instance,
        () ->
            receiver.all().stream()
                .filter(reported -> reported.text("instance_id").equals(instance))
                .filter(reported -> reported.state().equals(state))
                .findFirst());
  }

  private static <T> T seen(String what, Callable<Optional<T>> look) {
    return within(LIMIT).alias(what).until(look, Optional::isPresent).orElseThrow();
  }

  /** As rows have it: status, then answer, comment and principal, then what the audit says. */
  Decision decision(String instance) throws SQLException {
    List<List<String>> rows =
        query(
            """
            SELECT r.status, r.reason, a.answer, a.comment, a.principal,
              (SELECT string_agg(action || ' ' || comment, '|') FROM audit WHERE subject = r.id)
            FROM remediation_run r JOIN approval a ON a.run_id = r.id WHERE r.target = ?
            """,
            instance);
    List<String> row = rows.getFirst();
    return new Decision(
        row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5), rows.size());
  }

  /** What rows say of the decision on an instance; empty texts where they say nothing. */
  record Decision(
      String status,
      String reason,
      String answer,
      String comment,
      String principal,
      String audit,
      int runs) {}

  /** Moves the end of a question into the past; the link that it would have been sent with. */
  URI expired(String instance) throws SQLException, IOException {
    Instant end = Instant.now().minusSeconds(60).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    OffsetDateTime column = end.atOffset(ZoneOffset.UTC);
    List<String> run =
        query("SELECT id, parameters_hash FROM remediation_run WHERE target = ?", instance)
            .getFirst();
    UUID id = UUID.fromString(run.getFirst());
    update("UPDATE approval SET expires_at = ? WHERE run_id = ?", column, id);
    update("UPDATE remediation_run SET due_at = ? WHERE id = ?", column, id);
    String key = Files.readString(data().resolve("approval.key")).strip();
    String token = ApprovalToken.derive(Base64.getDecoder().decode(key), id, run.getLast(), end);
    return URI.create("%s/approvals/%s?token=%s".formatted(http, id, token));
  }

  /** Rows as texts; what is null is empty. */
  List<List<String>> query(String sql, Object... values) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      List<List<String>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int column = 1; column <= columns; column++) {
            row.add(Optional.ofNullable(result.getString(column)).orElse(""));
          }
          rows.add(row);
        }
      }
      return rows;
    }
  }

  void update(String sql, Object... values) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
