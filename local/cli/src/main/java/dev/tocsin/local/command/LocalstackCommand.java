package dev.tocsin.local.command;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.local.api.WebAddress;
import dev.tocsin.local.demo.Inbox;
import dev.tocsin.local.demo.RemoteDemo;
import dev.tocsin.local.localstack.ConfigBucket;
import dev.tocsin.local.localstack.Deployment;
import dev.tocsin.local.localstack.LocalstackDown;
import dev.tocsin.local.localstack.LocalstackUp;
import dev.tocsin.local.pipeline.BucketContents;
import dev.tocsin.local.pipeline.DatabaseRecords;
import dev.tocsin.local.process.Lifetime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin localstack}: the infrastructure of AWS on LocalStack. */
@Command(
    name = "localstack",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Every function in Lambda on LocalStack, by the same Terraform modules as on AWS,",
      "with Kafka and PostgreSQL beside it. Needs Docker, and Terraform 1.11 or newer."
    },
    subcommands = {
      LocalstackCommand.Up.class,
      LocalstackCommand.Down.class,
      LocalstackCommand.Demo.class
    })
public final class LocalstackCommand implements Runnable {
  private static final int INBOX_CAPACITY = 10_000;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command.");
  }

  private static Path home() {
    return Optional.ofNullable(System.getProperty("tocsin.home"))
        .map(Path::of)
        .filter(home -> Files.isDirectory(home.resolve("infra/modules")))
        .orElseThrow(
            () -> new UserError("The folder infra is not found: run ./tocsin of the sources."));
  }

  /** {@code tocsin localstack up}. */
  @Command(
      name = "up",
      mixinStandardHelpOptions = true,
      description = {
        "Starts LocalStack, Kafka and PostgreSQL, applies infra/envs/localstack, and reads Kafka for",
        "the evaluator. Prints one line 'ready kafka=… http=… postgres=… localstack=… bucket=…' when",
        "records are taken, and stays until Ctrl-C, SIGTERM, or 'localstack down' elsewhere; then",
        "nothing is left. One at a time."
      })
  static final class Up implements Callable<Integer> {
    @Option(
        names = "--rules",
        arity = "1..*",
        paramLabel = "FILE|DIR",
        description = "Rules; of a directory its .yaml and .yml files.")
    List<Path> rules = List.of();

    @Mixin final FileOptions files = new FileOptions();

    @Option(
        names = "--notify-url",
        paramLabel = "URL",
        converter = WebAddress.class,
        description =
            "Where notifications go, as functions in containers reach it; without it, to an inbox that is shown.")
    @Nullable URI notifyUrl;

    @Option(
        names = "--port",
        paramLabel = "N",
        defaultValue = "4566",
        description = "Port of LocalStack on loopback (default: ${DEFAULT-VALUE}).")
    int port;

    @Override
    public Integer call() throws Exception {
      Map<String, String> contents =
          BucketContents.of(
              files.with(rules, Optional.empty(), Optional.empty(), Optional.empty()));
      Lifetime.of(() ->
          LocalstackUp.start(
              new LocalstackUp.Plan(home(), port, this::receiver, contents), System.out::println));
      return 0;
    }

    private LocalstackUp.Receiving receiver(InetAddress address) throws IOException {
      URI given = notifyUrl;
      if (given != null) {
        return new LocalstackUp.Receiving(given, false, () -> {});
      }
      Inbox inbox = Inbox.start(address, 0, INBOX_CAPACITY, InstantSource.system());
      return new LocalstackUp.Receiving(inbox.uri(), true, inbox);
    }
  }

  /** {@code tocsin localstack down}. */
  @Command(
      name = "down",
      mixinStandardHelpOptions = true,
      description = {
        "Destroys by Terraform what 'up' has made, ends 'up', and removes its containers and state,",
        "also those of an 'up' that was killed."
      })
  static final class Down implements Callable<Integer> {
    @Override
    public Integer call() {
      return LocalstackDown.run(home(), System.out::println) ? 0 : 1;
    }
  }

  /** {@code tocsin localstack demo}. */
  @Command(
      name = "demo",
      mixinStandardHelpOptions = true,
      description = {
        "Plays the story of 'tocsin demo --once' on what 'up' has started: the rules, catalogue and",
        "asset list in the bucket are replaced by the demonstration's while it runs."
      })
  static final class Demo implements Callable<Integer> {
    @Option(
        names = "--once",
        required = true,
        description = "Play one story without a person and end: 0 if every step was seen, else 1.")
    boolean once;

    @Override
    public Integer call() throws Exception {
      Deployment deployment = Deployment.current();
      URI inbox =
          deployment
              .inbox()
              .orElseThrow(() ->
                  new UserError(
                      "Notifications go elsewhere (--notify-url): the demonstration needs the inbox that 'up' starts without it."));
      try (DatabaseRecords database = new DatabaseRecords(deployment.jdbcUrl());
          ConfigBucket bucket = new ConfigBucket(deployment.endpoint(), deployment.bucket())) {
        Map<String, String> before = bucket.all();
        try {
          boolean all =
              RemoteDemo.playOnce(
                  new RemoteDemo.Place(
                      InetAddress.getByName(deployment.hostAddress()),
                      deployment.api(),
                      deployment.kafka(),
                      inbox,
                      new DemoPipeline.Stored(database.records()),
                      database::lastTick,
                      bucket::replaceAll),
                  InstantSource.system(),
                  System.out::println);
          System.out.println(all ? "Every step was seen." : "A step is missing.");
          return all ? 0 : 1;
        } finally {
          bucket.replaceAll(before);
        }
      }
    }
  }
}
