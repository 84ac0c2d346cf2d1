package dev.tocsin.local.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka node, broker and controller in one, on the loopback address, and where asked for on that
 * of a container bridge. Its files may be those of an earlier process that listened on another
 * port.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";
  private static final String CONTAINERS = "CONTAINERS";
  private static final long ANSWER_SECONDS = 30;

  private final KafkaRaftServer server;
  private final int port;
  private final Optional<String> forContainers;

  private EmbeddedKafka(KafkaRaftServer server, int port, Optional<String> forContainers) {
    this.server = server;
    this.port = port;
    this.forContainers = forContainers;
  }

  /**
   * Starts a node whose files are in {@code directory}; only one process may use it at a time.
   *
   * @param port 0 for any free one
   */
  public static EmbeddedKafka start(Path directory, int port) {
    return start(directory, port, Optional.empty());
  }

  /** The same, for containers too. */
  public static EmbeddedKafka start(Path directory, int port, Optional<ContainerBridge> bridge) {
    return start(directory, port, bridge, Map.of());
  }

  /** With some settings of a broker other than they would be. */
  static EmbeddedKafka start(
      Path directory, int port, Optional<ContainerBridge> bridge, Map<String, String> other) {
    int broker = LoopbackPort.pick(port, "Kafka");
    Optional<String> forContainers =
        bridge.map(to -> to.host() + ":" + LoopbackPort.pick(to.address(), 0, "Kafka"));
    Path logs = directory.resolve("kafka");
    format(logs);
    Map<String, String> settings =
        settings(logs, broker, LoopbackPort.pick(0, "Kafka"), forContainers);
    settings.putAll(other);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    return new EmbeddedKafka(server, broker, forContainers);
  }

  /** {@code host:port}, as a client's {@code bootstrap.servers} takes it. */
  public String bootstrapServers() {
    return LoopbackPort.HOST + ":" + port;
  }

  /** The same for containers; only where a bridge was given. */
  public String bootstrapServersForContainers() {
    return forContainers.orElseThrow();
  }

  /** Creates those of {@code topics} that are absent; one that exists keeps its partitions. */
  public void createTopics(Collection<String> topics, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      Set<String> existing = admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS);
      List<NewTopic> absent = new ArrayList<>();
      for (String topic : Set.copyOf(topics)) {
        if (!existing.contains(topic)) {
          absent.add(new NewTopic(topic, Optional.of(partitions), Optional.empty()));
        }
      }
      admin.createTopics(absent).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka cannot create " + topics, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path logs) {
    if (Files.exists(logs.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream output =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8)) {
      Files.createDirectories(logs, OwnerOnly.FOLDER);
      new Formatter()
          .setPrintStream(output)
          .setNodeId(NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(logs.toString())
          .setMetadataLogDirectory(logs.toString())
          .setControllerListenerName(CONTROLLER)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("Kafka cannot prepare " + logs, e);
    }
  }

  private static Map<String, String> settings(
      Path logs, int broker, int controller, Optional<String> forContainers) {
    String host = LoopbackPort.HOST;
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("log.dir", logs.toString());
    settings.put("controller.quorum.voters", NODE + "@" + host + ":" + controller);
    settings.put("controller.listener.names", CONTROLLER);
    String listeners =
        "PLAINTEXT://%s:%d".formatted(host, broker)
            + forContainers.map(to -> ",%s://%s".formatted(CONTAINERS, to)).orElse("");
    settings.put("listeners", listeners + ",CONTROLLER://%s:%d".formatted(host, controller));
    settings.put("advertised.listeners", listeners);
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT," + CONTAINERS + ":PLAINTEXT");
    settings.put("auto.create.topics.enable", "false");
    settings.putAll(SMALL);
    return settings;
  }

  /** One node, few clients, little memory, and a quick start. */
  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("default.replication.factor", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "1"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.num.partitions", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          // After a SIGKILL the controller waits this long for the broker that is gone.
          Map.entry("broker.session.timeout.ms", "3000"),
          Map.entry("broker.heartbeat.interval.ms", "500"),
          Map.entry("message.max.bytes", "2097152"),
          // A request's length comes first, and so much memory is taken for it. Bytes that are no
          // request of Kafka, such as HTTP's or TLS's, begin with a far larger one.
          Map.entry("socket.request.max.bytes", "16777216"),
          Map.entry("queued.max.request.bytes", "67108864"),
          Map.entry("log.retention.hours", "24"),
          Map.entry("log.segment.bytes", "67108864"),
          Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"));
}
