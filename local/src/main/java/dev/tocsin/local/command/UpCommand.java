package dev.tocsin.local.command;

import dev.tocsin.local.demo.Inbox;
import dev.tocsin.local.pipeline.EmbeddedPipeline;
import dev.tocsin.local.pipeline.NamedFaults;
import dev.tocsin.local.pipeline.PipelineFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin up}: the whole pipeline in one process on the user's own files. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "The whole pipeline in one process, on your own rules and metrics.",
      "Prints one line 'ready kafka=… http=… postgres=… sqs=…' when records are taken."
    },
    footer = {
      "",
      "SIGHUP reads all files again: what has faults leaves the last good ones in force.",
      "For drills, TOCSIN_FAULTS=POINT=kill@CHANCE breaks the process at named points."
    })
public final class UpCommand implements Callable<Integer> {
  private static final int INBOX_CAPACITY = 10_000;

  @Option(
      names = "--rules",
      required = true,
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Rules; of a directory its .yaml and .yml files.")
  List<Path> rules;

  @Option(
      names = "--notify-url",
      paramLabel = "URL",
      description =
          "Where notifications go (POST URL/api/alerts); without it, to an inbox that is shown.")
  @Nullable URI notifyUrl;

  @Option(names = "--remediations", paramLabel = "FILE", description = "Catalogue of repairs.")
  @Nullable Path remediations;

  @Option(
      names = "--cmdb",
      paramLabel = "FILE",
      description = "Owner, team and environment by instance.")
  @Nullable Path cmdb;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Topics, allowed lateness, dedup window, limits.")
  @Nullable Path settings;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where state is kept; without it, nothing is kept.")
  @Nullable Path data;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of Kafka (default: a free one).")
  int kafkaPort;

  @Option(
      names = "--http-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of HTTP (default: a free one).")
  int httpPort;

  @Option(
      names = "--evaluators",
      paramLabel = "N",
      defaultValue = "2",
      description = "Evaluators that share the partitions (default: ${DEFAULT-VALUE}).")
  int evaluators;

  @Override
  public Integer call() throws Exception {
    Lifetime.of(this::start);
    return 0;
  }

  private AutoCloseable start() throws IOException {
    URI given = notifyUrl;
    if (given != null) {
      return start(given);
    }
    Inbox inbox = Inbox.start(0, INBOX_CAPACITY, InstantSource.system());
    System.out.println("notifications are shown at " + inbox.uri());
    AutoCloseable pipeline = start(inbox.uri());
    return () -> {
      pipeline.close();
      inbox.close();
    };
  }

  private AutoCloseable start(URI receiver) {
    EmbeddedPipeline pipeline =
        EmbeddedPipeline.start(
            new EmbeddedPipeline.Plan(
                new PipelineFiles(
                    rules,
                    Optional.ofNullable(remediations),
                    Optional.ofNullable(cmdb),
                    Optional.ofNullable(settings)),
                receiver,
                Optional.ofNullable(data),
                kafkaPort,
                httpPort,
                evaluators),
            NamedFaults.parse(
                System.getenv().getOrDefault("TOCSIN_FAULTS", ""), new SplittableRandom()));
    pipeline.reloadOnHangup();
    System.out.println(pipeline.readyLine());
    return pipeline;
  }
}
