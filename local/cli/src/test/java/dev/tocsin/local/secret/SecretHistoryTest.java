package dev.tocsin.local.secret;

import static dev.tocsin.testkit.Eventually.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.local.pipeline.EmbeddedPipeline;
import dev.tocsin.local.pipeline.PipelineFiles;
import dev.tocsin.local.secret.EchoingService.Behaviour;
import dev.tocsin.testkit.http.RawServer.Received;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of the whole pipeline between services that say back what they were sent:
 * nothing secret of them is in any table, log line or answer of the API.
 */
class SecretHistoryTest {
  private static final long SEED = Long.getLong("seed", 24);

  /** With {@code -Dhistories=2000}, 200. */
  private static final int HISTORIES = Math.max(12, Integer.getInteger("histories", 0) / 10);

  private static final int REPAIRS = 8;
  private static final String TOPIC = "gds.metrics.production";
  private static final int PARTITIONS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(120 + 2L * HISTORIES);
  private static final Pattern LINK =
      Pattern.compile("(http://[^\"\\s]+/approvals/([0-9a-f-]{36}))\\?token=([A-Za-z0-9_-]{43})");
  private static final List<String> ROLES =
      List.of("viewer", "responder", "approver", "admin", "sender");
  private static final Map<String, String> IMPATIENCE =
      Map.of(
          "tocsin.notifier.retry-base", "50ms",
          "tocsin.notifier.retry-cap", "200ms",
          "tocsin.notifier.retry-after-cap", "200ms",
          "tocsin.notifier.breaker-failures", "1000000",
          "tocsin.remediation.connect-timeout", "300ms",
          "tocsin.remediation.action-timeout", "600ms");

  private final Random random = new Random(SEED);
  private final LeakSearch search = new LeakSearch();
  private final Map<String, String> tokens = new HashMap<>();
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path directory;

  @Test
  void histories_ofEchoingServices_leaveNoSecretAnywhere() throws Exception {
    IMPATIENCE.forEach(System::setProperty);
    try (AllLogs logs = AllLogs.open();
        EchoingService notifications = new EchoingService(SEED, 0);
        Actions actions = Actions.start();
        EmbeddedPipeline pipeline =
            EmbeddedPipeline.start(plan(notifications, actions), FaultPoints.NONE)) {
      List<String> visible = new ArrayList<>();
      play(pipeline, notifications, visible);

      Map<String, Integer> found = new LinkedHashMap<>();
      List<String> leaks = new ArrayList<>();
      List<String> dump = dump(pipeline);
      List<String> answers = answers(pipeline);
      answers.addAll(visible);
      Set<String> lines = logs.lines();
      for (String row : dump) {
        search.in(row).ifPresent(leak -> leaks.add("database: " + leak));
      }
      for (String line : lines) {
        search.in(line).ifPresent(leak -> leaks.add("log: " + leak));
      }
      for (String answer : answers) {
        search.in(answer).ifPresent(leak -> leaks.add("API: " + leak));
      }
      found.put("histories", HISTORIES);
      found.put("approval tokens", tokens.size());
      found.put("notifications", notifications.server().received().size());
      found.put("actions", actions.requests().size());
      found.put("values of the database", dump.size());
      found.put("different log lines", lines.size());
      found.put("answers", answers.size());
      found.put("leaks", leaks.size());
      System.out.printf("seed %d: %s, %s, %s%n", SEED, found, notifications.done(), actions.done());

      assertThat(leaks.stream().limit(20)).as("seed %d, %d leaks", SEED, leaks.size()).isEmpty();
      assertThat(tokens).isNotEmpty();
      assertThat(notifications.done()).containsOnlyKeys(Behaviour.values());
      assertThat(actions.requests()).isNotEmpty();
      assertEachAttemptWasOneRequest(actions.requests(), pipeline);
      assertThat(dump.stream().filter(row -> row.contains("[redacted]")))
          .as("what was said back was kept, but for the secrets")
          .isNotEmpty();
      assertThat(lines).anyMatch(line -> line.startsWith("DEBUG dev.tocsin"));
    } finally {
      IMPATIENCE.keySet().forEach(System::clearProperty);
    }
  }

  /** A service for each repair, so that the breaker of one leaves the others alone. */
  private record Actions(List<EchoingService> services) implements AutoCloseable {
    static Actions start() {
      return new Actions(
          IntStream.range(0, REPAIRS).mapToObj(n -> new EchoingService(SEED + 1 + n, 4)).toList());
    }

    List<Received> requests() {
      return services.stream().flatMap(service -> service.server().received().stream()).toList();
    }

    Map<Behaviour, Integer> done() {
      Map<Behaviour, Integer> all = new EnumMap<>(Behaviour.class);
      services.forEach(service ->
          service.done().forEach((behaviour, times) -> all.merge(behaviour, times, Integer::sum)));
      return all;
    }

    @Override
    public void close() {
      services.forEach(EchoingService::close);
    }
  }

  /** Of any run no more requests came than it has attempts. */
  private static void assertEachAttemptWasOneRequest(
      List<Received> requests, EmbeddedPipeline pipeline) throws SQLException {
    Map<String, Integer> attempts = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(pipeline.jdbcUrl());
        ResultSet runs =
            connection
                .createStatement()
                .executeQuery("SELECT id, cardinality(attempts) FROM remediation_run")) {
      while (runs.next()) {
        attempts.put(runs.getString(1), runs.getInt(2));
      }
    }
    Map<String, Long> came =
        requests.stream()
            .collect(
                Collectors.groupingBy(
                    request -> request.headers().getOrDefault("idempotency-key", ""),
                    Collectors.counting()));
    came.forEach((run, times) ->
        assertThat(times).as(run).isLessThanOrEqualTo(attempts.getOrDefault(run, 0)));
  }

  private EmbeddedPipeline.Plan plan(EchoingService notifications, Actions actions)
      throws Exception {
    String rules =
        IntStream.range(0, REPAIRS)
            .mapToObj(n ->
                ("      - {id: r%d, name: Rule %d, metric_name: m%d, operator: '>', threshold: 50,"
                        + " duration: 0s, cooldown: 1s, stale_after: 1h, severity: low}\n")
                    .formatted(n, n, n))
            .collect(Collectors.joining());
    return new EmbeddedPipeline.Plan(
        new PipelineFiles(
            List.of(
                write(
                    "rules.yaml",
                    "groups:\n  - name: test\n    interval: 1s\n    rules:\n" + rules)),
            Optional.of(write("remediations.yaml", catalogue(actions))),
            Optional.empty(),
            Optional.of(write("settings.yaml", "notification: {timeout: 500ms, deadline: 2s}\n")),
            Optional.of(write("credentials.yaml", credentials()))),
        notifications.url(),
        Optional.empty(),
        0,
        0,
        1);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private String secret(String name) {
    String secret =
        random
            .ints(24, 0, 62)
            .mapToObj(at ->
                String.valueOf(
                    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".charAt(at)))
            .collect(Collectors.joining());
    search.add(name, secret);
    return secret;
  }

  private String catalogue(Actions actions) {
    StringBuilder catalogue = new StringBuilder("remediations:\n");
    String[] methods = {"GET", "POST", "PUT", "DELETE"};
    for (int n = 0; n < REPAIRS; n++) {
      boolean asks = n % 4 != 3;
      catalogue.append(
          """
            - id: repair%d
              name: Repair %d
              alert_rules: [r%d]
              action:
                type: http
                method: %s
                url: "%s/repair/{{instance_id}}?host={{instance_id}}&api_key=%s"
                headers: {Authorization: Bearer %s, Cookie: "a=b; session=%s", X-Anything: %s}
                body: '{"host": "{{instance_id}}", "password": "%s"}'
              requires_approval: %s
              %s
              max_attempts: 3
              cooldown: 0s
          """
              .formatted(
                  n,
                  n,
                  n,
                  methods[n % methods.length],
                  actions.services().get(n).url(),
                  secret("api key"),
                  secret("bearer"),
                  secret("cookie"),
                  secret("header"),
                  secret("password"),
                  asks,
                  asks ? "approval: link" : ""));
    }
    return catalogue.toString();
  }

  private static String credentials() throws Exception {
    StringBuilder text = new StringBuilder("credentials:\n");
    for (String role : ROLES) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(token(role).getBytes(UTF_8));
      text.append(
          "  - {name: %s, roles: [%s], token: \"sha256:%s\"}\n"
              .formatted(role, role, HexFormat.of().formatHex(digest)));
    }
    return text.toString();
  }

  private static String token(String role) {
    return "token-of-the-" + role + "-0123456789";
  }

  /** Alerts come and go; a person looks at links, and approves, denies, or does nothing. */
  private void play(EmbeddedPipeline pipeline, EchoingService notifications, List<String> visible)
      throws Exception {
    Set<String> seen = new HashSet<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int history = 0; history < HISTORIES; history++) {
        int metric = random.nextInt(REPAIRS);
        send(producer, history, metric, 90);
        if (random.nextInt(4) == 0) {
          send(producer, history, (metric + 1) % REPAIRS, 90);
        }
        if (random.nextInt(3) == 0) {
          send(producer, history, metric, 10);
        }
        decide(notifications, seen, visible);
      }
      producer.flush();
      within(LIMIT)
          .alias("seed " + SEED)
          .until(() -> {
            decide(notifications, seen, visible);
            return atRest(pipeline);
          });
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, int history, int metric, int value) {
    String record =
        "{\"metric_name\":\"m%d\",\"instance_id\":\"web-%d\",\"value\":%d,\"timestamp\":\"%s\"}"
            .formatted(metric, history, value, Instant.now());
    var unused =
        producer.send(
            new ProducerRecord<>(TOPIC, history % PARTITIONS, null, record.getBytes(UTF_8)));
  }

  private void decide(EchoingService notifications, Set<String> seen, List<String> visible)
      throws Exception {
    for (Received request : notifications.server().received()) {
      Matcher link = LINK.matcher(request.body());
      if (link.find() && seen.add(link.group(2))) {
        String token = link.group(3);
        tokens.put(link.group(2), token);
        search.add("approval token", token);
        visible.add(send(HttpRequest.newBuilder(URI.create(link.group(1)))).body());
        visible.add(
            send(HttpRequest.newBuilder(URI.create(link.group(1) + "?token=wrong"))).body());
        // The page has the token: whoever sees it came with it.
        send(HttpRequest.newBuilder(URI.create(link.group())));
        int choice = random.nextInt(4);
        if (choice > 0) {
          String answer =
              json.writeValueAsString(
                  Map.of(
                      "token",
                      token,
                      "decision",
                      choice == 1 ? "deny" : "approve",
                      "comment",
                      "by " + link.group()));
          HttpResponse<String> decided =
              send(
                  HttpRequest.newBuilder(URI.create(link.group(1)))
                      .header("Content-Type", "application/json")
                      .header("Accept", "application/json")
                      .POST(BodyPublishers.ofString(answer)));
          visible.add(decided.body());
        }
      }
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
  }

  /** Whether all that is due was done; what waits for a person or a breaker is left. */
  private boolean atRest(EmbeddedPipeline pipeline) throws SQLException {
    try (Connection connection = DriverManager.getConnection(pipeline.jdbcUrl());
        ResultSet left =
            connection
                .createStatement()
                .executeQuery(
                    """
                    SELECT (SELECT count(*) FROM outbox)
                         + (SELECT count(*) FROM delivery WHERE state = 'waiting')
                         + (SELECT count(*) FROM remediation_run
                            WHERE status IN ('approved', 'running') AND due_at < now()),
                           (SELECT count(DISTINCT instance_id) FROM alert)
                    """)) {
      return left.next() && left.getLong(1) == 0 && left.getLong(2) >= HISTORIES;
    }
  }

  /** Every value of every column of every table. */
  private static List<String> dump(EmbeddedPipeline pipeline) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(pipeline.jdbcUrl())) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names =
          connection
              .createStatement()
              .executeQuery(
                  """
                  SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)
                  FROM information_schema.tables
                  WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
                  """)) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet rows = connection.createStatement().executeQuery("SELECT * FROM " + table)) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
              String value =
                  rows.getMetaData().getColumnTypeName(column).equals("bytea")
                      ? Optional.ofNullable(rows.getBytes(column))
                          .map(bytes -> new String(bytes, UTF_8))
                          .orElse("")
                      : Optional.ofNullable(rows.getString(column)).orElse("");
              values.add(
                  "%s.%s %s".formatted(table, rows.getMetaData().getColumnName(column), value));
            }
          }
        }
      }
    }
    return values;
  }

  /** What the API answers to each role, and to nobody. */
  private List<String> answers(EmbeddedPipeline pipeline) throws Exception {
    List<String> answers = new ArrayList<>();
    List<Optional<String>> readers = new ArrayList<>(List.of(Optional.empty()));
    ROLES.forEach(role -> readers.add(Optional.of(role)));
    for (Optional<String> reader : readers) {
      for (String path :
          List.of(
              "/health",
              "/metrics",
              "/api/v1/alerts",
              "/api/v1/rules",
              "/api/v1/rules/versions",
              "/api/v1/rules/r0/alert-keys")) {
        answers.add(get(pipeline, reader, path));
      }
      answers.addAll(deadLetters(pipeline, reader));
    }
    return answers;
  }

  private List<String> deadLetters(EmbeddedPipeline pipeline, Optional<String> reader)
      throws Exception {
    List<String> answers = new ArrayList<>();
    String path = "/api/v1/dead-letters";
    boolean mayRead = reader.filter(role -> !role.equals("sender")).isPresent();
    for (String next = ""; next != null; ) {
      String text = get(pipeline, reader, path + next);
      answers.add(text);
      JsonNode page = json.readTree(text.isEmpty() ? "{}" : text).path("data");
      for (JsonNode letter : page.path("dead_letters")) {
        assertThat(letter.has("raw_base64")).isEqualTo(reader.equals(Optional.of("admin")));
        answers.add(get(pipeline, reader, path + "/" + letter.path("id").asText()));
      }
      next = page.hasNonNull("next") ? "?after=" + page.path("next").asText() : null;
    }
    assertThat(answers.size() > 1).as("%s sees dead letters", reader).isEqualTo(mayRead);
    return answers;
  }

  private String get(EmbeddedPipeline pipeline, Optional<String> reader, String path)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(pipeline.http() + path));
    reader.ifPresent(role -> request.header("Authorization", "Bearer " + token(role)));
    return send(request).body();
  }
}
