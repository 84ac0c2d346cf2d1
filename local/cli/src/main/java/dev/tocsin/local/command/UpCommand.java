package dev.tocsin.local.command;

import dev.tocsin.local.api.WebAddress;
import dev.tocsin.local.demo.Inbox;
import dev.tocsin.local.pipeline.EmbeddedPipeline;
import dev.tocsin.local.process.Lifetime;
import dev.tocsin.local.process.NamedFaults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "SIGHUP reads all files again: what has problems leaves the last good ones in force.",
      "For drills, TOCSIN_FAULTS=POINT=kill@CHANCE breaks the process at named points."
    })
public final class UpCommand implements Callable<Integer> {
  private static final int INBOX_CAPACITY = 10_000;

  @Mixin final PipelineOptions options = new PipelineOptions();

  @Option(
      names = "--notify-url",
      paramLabel = "URL",
      converter = WebAddress.class,
      description =
          "Where notifications go (POST URL/api/alerts); without it, to an inbox that is shown.")
  @Nullable URI notifyUrl;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Where state is kept, for its owner only; without it, nothing is kept. Its files",
        "postgres.pgpass and sqs.credentials let you in: PGPASSFILE=DIR/postgres.pgpass psql,",
        "AWS_SHARED_CREDENTIALS_FILE=DIR/sqs.credentials aws --endpoint-url URL sqs."
      })
  @Nullable Path data;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      defaultValue = "0",
      converter = WholeNumber.Port.class,
      description = "Port of Kafka (default: a free one).")
  int kafkaPort;

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
                options.files(),
                receiver,
                Optional.ofNullable(data),
                kafkaPort,
                options.httpAddress,
                options.httpPort,
                options.evaluators),
            NamedFaults.of(System.getenv(), new SplittableRandom()));
    pipeline.reloadOnHangup();
    System.out.println(pipeline.readyLine());
    return pipeline;
  }
}
