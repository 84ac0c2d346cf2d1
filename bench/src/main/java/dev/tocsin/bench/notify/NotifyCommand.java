package dev.tocsin.bench.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.local.embedded.Directories;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin bench notify}. */
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = {
      "Posts alerts to tocsin alertmanager, a process of its own with its PostgreSQL (with fsync), and"
          + " receives its webhooks here. First as many as are to be active, as fast as they are"
          + " taken; then single ones at a steady rate, each in a group of its own.",
      "One line of JSON: how many a second were notified at first, and the time from the post of a"
          + " single alert to its webhook."
    })
public final class NotifyCommand implements Callable<Integer> {
  @Option(
      names = "--alerts",
      defaultValue = "50000",
      description = "Alerts that are active. Default: ${DEFAULT-VALUE}.")
  long alerts;

  @Option(
      names = "--group-size",
      defaultValue = "1",
      description = "Alerts in a group. Default: ${DEFAULT-VALUE}.")
  int groupSize;

  @Option(
      names = "--inhibit-rules",
      defaultValue = "0",
      description =
          "Rules of inhibition, all of which have to be looked at for each alert. Default:"
              + " ${DEFAULT-VALUE}.")
  int inhibitRules;

  @Option(
      names = "--senders",
      defaultValue = "4",
      description = "How many post at once at first. Default: ${DEFAULT-VALUE}.")
  int senders;

  @Option(
      names = "--rate",
      defaultValue = "10",
      description = "Single alerts a second. Default: ${DEFAULT-VALUE}.")
  int rate;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long single alerts come. Default: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "480m",
      description = "Most heap of the process. Default: ${DEFAULT-VALUE}.")
  String heap;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    require("--alerts", alerts, 1);
    require("--group-size", groupSize, 1);
    require("--inhibit-rules", inhibitRules, 0);
    require("--senders", senders, 1);
    require("--rate", rate, 1);
    require("--seconds", seconds, 1);
    Path directory = Files.createTempDirectory("tocsin-bench-");
    try {
      print(spec.commandLine().getOut(), measured(directory).toString());
      return 0;
    } finally {
      Directories.delete(directory);
    }
  }

  private void require(String option, long value, long least) {
    if (value < least) {
      throw new ParameterException(
          spec.commandLine(), "%s is %d; it must be at least %d.".formatted(option, value, least));
    }
  }

  private ObjectNode measured(Path directory) throws IOException, InterruptedException {
    NotifyWorkload workload = new NotifyWorkload(groupSize, inhibitRules);
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("alerts", alerts).put("group_size", groupSize).put("inhibit_rules", inhibitRules);
    try (NotifiedAlerts notified = new NotifiedAlerts()) {
      Path configuration =
          Files.writeString(
              directory.resolve("alertmanager.yml"), workload.configuration(notified.url()));
      try (AlertmanagerProcess process =
          AlertmanagerProcess.start(configuration, directory.resolve("data"), heap)) {
        line.setAll(
            new NotifyMeasurement(process, notified, workload, this::report)
                .run(alerts, senders, rate, seconds));
      }
    }
    return line;
  }

  private void report(String progress) {
    print(spec.commandLine().getErr(), progress);
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
