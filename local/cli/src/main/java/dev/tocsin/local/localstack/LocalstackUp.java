package dev.tocsin.local.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.local.embedded.ContainerBridge;
import dev.tocsin.local.embedded.ContainerParts;
import dev.tocsin.local.embedded.LocalPostgres;
import dev.tocsin.local.key.KeyFile;
import dev.tocsin.local.process.OpenParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Tocsin on LocalStack, up as long as this process. Closing it leaves nothing. */
public final class LocalstackUp implements AutoCloseable {
  private static final int PARTITIONS = 4;

  /** The root's default. */
  static final String TOPIC = "gds.metrics.production";

  private final OpenParts open = new OpenParts();

  private LocalstackUp() {}

  /**
   * What to start.
   *
   * @param home the folder of the sources
   * @param port of LocalStack on loopback
   * @param receiver where notifications go
   * @param files what the bucket holds at first, by key
   */
  public record Plan(Path home, int port, Receiver receiver, Map<String, String> files) {
    public Plan {
      files = Map.copyOf(files);
    }
  }

  /** Starts what takes notifications, or knows where it is. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * @param address of this host, on which functions in containers reach it
     */
    Receiving at(InetAddress address) throws IOException;
  }

  /**
   * What takes notifications.
   *
   * @param shown whether a person can look at them there
   */
  public record Receiving(URI url, boolean shown, AutoCloseable part) {}

  /**
   * Starts everything; returns when records are taken.
   *
   * @param say gets what goes on, a line each
   * @throws dev.tocsin.core.failure.UserError when something is missing or taken
   */
  public static LocalstackUp start(Plan plan, Consumer<String> say) throws IOException {
    LocalstackScript script = new LocalstackScript(plan.home().resolve("infra"), KeyFile.draw());
    script.run("require");
    Map<String, Object> archives = Archives.in(plan.home());
    ContainerBridge bridge = script.bridge();
    LocalstackUp up = new LocalstackUp();
    Path folder = StateFolder.claim();
    up.open.add(StateFolder::remove);
    try {
      up.start(plan, script, archives, bridge, folder, say);
      return up;
    } catch (RuntimeException | IOException e) {
      up.close();
      throw e;
    }
  }

  private void start(
      Plan plan,
      LocalstackScript script,
      Map<String, Object> archives,
      ContainerBridge bridge,
      Path folder,
      Consumer<String> say)
      throws IOException {
    say.accept("Starting LocalStack, Kafka and PostgreSQL …");
    open.add(() -> script.run("stop"));
    script.run("start", Integer.toString(plan.port()));
    URI endpoint = URI.create("http://localhost:" + plan.port());
    ContainerParts parts = open.add(ContainerParts.start(bridge, List.of(TOPIC), PARTITIONS));
    Receiving receiving = plan.receiver().at(bridge.address());
    open.add(receiving.part());

    say.accept("Applying infra/envs/localstack …");
    JsonNode outputs = script.apply(folder, variables(endpoint, parts, receiving.url(), archives));
    Deployment deployment =
        Deployment.of(
            endpoint,
            outputs,
            parts.kafka().bootstrapServers(),
            parts.postgres().jdbcUrl(),
            bridge.address().getHostAddress(),
            receiving.shown() ? Optional.of(receiving.url()) : Optional.empty());
    try (ConfigBucket bucket = new ConfigBucket(deployment.endpoint(), deployment.bucket())) {
      bucket.put(plan.files());
    }
    open.add(KafkaBridge.start(deployment.endpoint(), outputs, deployment.kafka()));
    deployment.writeIn(folder);
    deployment.inbox().ifPresent(uri -> say.accept("notifications are shown at " + uri));
    say.accept(deployment.readyLine());
  }

  /** The variables of the root for LocalStack. */
  public static Map<String, Object> variables(
      URI endpoint, ContainerParts parts, URI receiver, Map<String, Object> archives) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("endpoint", endpoint.toString());
    variables.put(
        "database",
        Map.of(
            "jdbc_url",
            parts.postgres().jdbcUrlForContainers(),
            "username",
            LocalPostgres.DATABASE,
            "password",
            parts.postgres().password()));
    variables.put("kafka_bootstrap_servers", parts.kafka().bootstrapServersForContainers());
    variables.put("topic", TOPIC);
    variables.put("notify_url", receiver.toString());
    variables.put("archives", archives);
    return variables;
  }

  @Override
  public void close() {
    open.close();
  }
}
