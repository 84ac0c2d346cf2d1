package dev.tocsin.local.alertmanager;

import dev.tocsin.local.embedded.Directories;
import dev.tocsin.local.embedded.PreparedCluster;
import dev.tocsin.store.Schema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
  @Parameters(paramLabel = "DIR", description = "Where the database is kept.")
  Path folder;

  @Override
  public Integer call() throws Exception {
    new PreparedCluster(folder).make(PrepareCommand::makeTables);
    System.setProperty(InstanceDatabase.PREPARED, folder.toString());
    Path run = Files.createTempDirectory(folder, "run");
    try (TrainingWebhook webhook = TrainingWebhook.start()) {
      train(run, webhook);
    }
    Directories.delete(run);
    return 0;
  }

  private static void makeTables(String url) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(url);
    Schema.update(database);
  }

  private static void train(Path folder, TrainingWebhook webhook)
      throws IOException, InterruptedException {
    AlertmanagerCommand command = command(folder, webhook.address());
    ProcessLog.use(command.log.format, command.log.level);
    try (AlertmanagerProcess process = AlertmanagerProcess.start(command.plan());
        Training training = new Training(process.address(), webhook)) {
      training.run();
    }
  }

  private static AlertmanagerCommand command(Path folder, URI webhook) throws IOException {
    Path file = Files.writeString(folder.resolve("alertmanager.yml"), configuration(webhook));
    AlertmanagerCommand command = new AlertmanagerCommand();
    var unused =
        AlertmanagerCommand.commandLine(command)
            .parseArgs(
                "--config.file=" + file,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0");
    return command;
  }

  private static String configuration(URI webhook) {
    return """
    route:
      receiver: webhook
      group_wait: 0s
      group_interval: 1s
      group_by: ['...']
      routes:
      - matchers: ['a=~"b.*"']
        receiver: webhook
    inhibit_rules:
    - source_matchers: [severity="critical"]
      target_matchers: [severity="warning"]
      equal: [a]
    receivers:
    - name: webhook
      webhook_configs:
      - url: %s
    """
        .formatted(webhook);
  }
}
