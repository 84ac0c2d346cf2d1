package dev.tocsin.local.command;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.local.api.WebAddress;
import dev.tocsin.local.pipeline.ExternalPipeline;
import dev.tocsin.local.pipeline.FunctionName;
import dev.tocsin.local.pipeline.FunctionSelection;
import dev.tocsin.local.process.Lifetime;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin serve}: the same functions on a Kafka, PostgreSQL and SQS of the user's own. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "The same functions as a service on your own Kafka, PostgreSQL and SQS.",
    footer = {
      "",
      "The database password and the approval key come from the environment:",
      "TOCSIN_POSTGRES_PASSWORD, TOCSIN_APPROVAL_KEY (base64 of at least 32 bytes;",
      "the notifier and remediation need it). TOCSIN_SEAL_KEY (base64 of 32 bytes)",
      "encrypts stored configurations; without it a key is made of the password.",
      "AWS credentials are found as the AWS SDK finds them; an SQS of --sqs-endpoint gets",
      "requests signed with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or unsigned ones.",
      "SIGHUP reads all files again."
    })
public final class ServeCommand implements Callable<Integer> {
  @Mixin final PipelineOptions options = new PipelineOptions();

  @Option(
      names = "--notify-url",
      paramLabel = "URL",
      converter = WebAddress.class,
      description = "Where notifications go (POST URL/api/alerts); the notifier needs it.")
  @Nullable URI notifyUrl;

  @Option(
      names = "--functions",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "evaluator,notifier,enricher,remediation",
      description =
          "Functions that run in this process (default: all of ${COMPLETION-CANDIDATES}).")
  List<FunctionName> functions = List.of();

  @Option(
      names = "--kafka",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka's bootstrap servers.")
  String kafka;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "How to log in to Kafka: properties security.…, sasl.… and ssl.… of its clients.")
  @Nullable Path kafkaConfig;

  @Option(
      names = "--postgres",
      required = true,
      paramLabel = "JDBC-URL",
      description = "The database; its tables are made and migrated at the start.")
  String postgres;

  @Option(names = "--postgres-user", paramLabel = "NAME", description = "Unless the URL has it.")
  @Nullable String postgresUser;

  @Option(
      names = "--sqs-endpoint",
      paramLabel = "URL",
      converter = WebAddress.class,
      description = "Where SQS is, when it is not AWS itself.")
  @Nullable URI sqsEndpoint;

  @Option(
      names = "--queue-prefix",
      paramLabel = "TEXT",
      defaultValue = "tocsin-",
      description = "What the names of the queues begin with (default: ${DEFAULT-VALUE}).")
  String queuePrefix;

  @Override
  public Integer call() throws Exception {
    Lifetime.of(this::start);
    return 0;
  }

  private AutoCloseable start() {
    ExternalPipeline pipeline =
        ExternalPipeline.start(
            new ExternalPipeline.Plan(
                options.files(),
                Optional.ofNullable(notifyUrl),
                kafka,
                Optional.ofNullable(kafkaConfig),
                postgres,
                Optional.ofNullable(postgresUser),
                Optional.ofNullable(sqsEndpoint),
                queuePrefix,
                options.httpAddress,
                options.httpPort,
                new FunctionSelection(Set.copyOf(functions), options.evaluators)),
            System.getenv(),
            FaultPoints.NONE);
    pipeline.reloadOnHangup();
    System.out.println(pipeline.readyLine());
    return pipeline;
  }
}
