package dev.tocsin.local.alertmanager;

import dev.tocsin.local.embedded.Directories;
import dev.tocsin.local.embedded.PreparedCluster;
import dev.tocsin.store.Schema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code tocsin prepare DIR}: what makes later starts of {@link AlertmanagerCommand} fast. It makes
 * a database with all tables, to be copied, and runs an instance, so that the JVM may archive the
 * classes that one needs.
 */
@Command(
    name = "prepare",
    hidden = true,
    description = "Prepares fast starts of 'alertmanager'; the launcher runs it.")
public final class PrepareCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String CONFIGURATION =
      """
      route:
        receiver: none
        group_wait: 0s
        group_by: ['...']
        routes:
        - matchers: ['a=~"b.*"']
          receiver: none
      inhibit_rules:
      - source_matchers: [severity="critical"]
        target_matchers: [severity="warning"]
        equal: [a]
      receivers:
      - name: none
        webhook_configs:
        - url: http://127.0.0.1:9/
      """;

  @Parameters(paramLabel = "DIR", description = "Where the database is kept.")
  Path folder;

  @Override
  public Integer call() throws Exception {
    new PreparedCluster(folder).make(PrepareCommand::makeTables);
    System.setProperty(InstanceDatabase.PREPARED, folder.toString());
    Path run = Files.createTempDirectory(folder, "run");
    runOnce(run);
    Directories.delete(run);
    return 0;
  }

  private static void makeTables(String url) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(url);
    Schema.update(database);
  }

  private static void runOnce(Path folder) throws IOException, InterruptedException {
    Path configuration = Files.writeString(folder.resolve("alertmanager.yml"), CONFIGURATION);
    AlertmanagerCommand command = new AlertmanagerCommand();
    var unused =
        AlertmanagerCommand.commandLine(command)
            .parseArgs(
                "--config.file=" + configuration,
                "--storage.path=" + folder.resolve("data"),
                "--log.level=error",
                "--web.listen-address=127.0.0.1:0");
    ProcessLog.use(command.log.format, command.log.level);
    try (AlertmanagerProcess process = AlertmanagerProcess.start(command.plan())) {
      use(process.address());
    }
  }

  /** Asks for everything, a few times. */
  private static void use(URI address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int turn = 0; turn < 20; turn++) {
        post(client, address.resolve("/api/v2/alerts"), alerts(turn));
        for (String path : List.of("alerts", "alerts/groups", "silences", "status", "receivers")) {
          get(client, address.resolve("/api/v2/" + path));
        }
      }
      post(
          client,
          address.resolve("/api/v2/silences"),
          """
          {"matchers": [{"name": "a", "value": "b", "isRegex": false}],
           "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2100-01-01T00:00:00Z",
           "createdBy": "prepare", "comment": ""}
          """);
      get(client, address.resolve("/metrics"));
      get(client, address.resolve("/-/ready"));
    }
  }

  private static String alerts(int turn) {
    return """
    [{"labels": {"alertname": "prepare", "a": "b%d", "severity": "critical"},
      "annotations": {"summary": "s"}, "generatorURL": "http://localhost/"},
     {"labels": {"alertname": "prepared", "a": "b%d", "severity": "warning"}}]
    """
        .formatted(turn, turn);
  }

  private static void get(HttpClient client, URI uri) throws IOException, InterruptedException {
    expectOk(client, HttpRequest.newBuilder(uri).timeout(PATIENCE).build());
  }

  private static void post(HttpClient client, URI uri, String body)
      throws IOException, InterruptedException {
    expectOk(
        client,
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static void expectOk(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "%s got %d: %s".formatted(request.uri(), answer.statusCode(), answer.body()));
    }
  }
}
