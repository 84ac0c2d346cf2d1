package dev.tocsin.local.localstack;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.local.embedded.ContainerBridge;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Docker, by its command. */
final class Docker {
  private static final Program DOCKER = new Program("docker", Map.of());

  private Docker() {}

  /**
   * Checks that there is a daemon.
   *
   * @throws UserError with one sentence when there is none
   */
  static void require() {
    Program.Ended version =
        DOCKER
            .run(List.of("version", "--format", "{{.Server.Version}}"))
            .orElseThrow(() ->
                new UserError(
                    "LocalStack runs functions in containers, and there is no docker on the PATH: install Docker."));
    if (!version.well()) {
      throw new UserError(
          "The Docker daemon does not answer (%s): start it, and see that this user may use it."
              .formatted(version.reason()));
    }
  }

  /**
   * The network in which containers run that name no other.
   *
   * @throws UserError when this host has no address in it
   */
  static ContainerBridge bridge() {
    String subnet =
        must(
                "network",
                "inspect",
                "bridge",
                "--format",
                "{{range .IPAM.Config}}{{.Subnet}} {{end}}")
            .strip()
            .split(" ", -1)[0];
    return addressesOfThisHost()
        .filter(address -> isIn(address, subnet))
        .findFirst()
        .map(address -> new ContainerBridge(address, subnet))
        .orElseThrow(() ->
            new UserError(
                "This host has no address in Docker's network %s, as with Docker Desktop or without root: functions could not reach it; use a Docker Engine of this host."
                    .formatted(subnet)));
  }

  private static Stream<InetAddress> addressesOfThisHost() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses);
    } catch (SocketException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether an address is in {@code a.b.c.d/bits}. */
  static boolean isIn(InetAddress address, String subnet) {
    String[] parts = subnet.split("/", -1);
    byte[] own = address.getAddress();
    byte[] net = literal(parts[0]).getAddress();
    if (own.length != net.length || parts.length != 2) {
      return false;
    }
    int bits = Integer.parseInt(parts[1]);
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((own[bit / 8] & mask) != (net[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }

  /** Starts a container in the background; empty when it was, else why it was not. */
  static Optional<String> start(List<String> arguments) {
    List<String> run = new ArrayList<>(List.of("run", "--detach"));
    run.addAll(arguments);
    Program.Ended ended = DOCKER.run(run).orElseThrow();
    return ended.well() ? Optional.empty() : Optional.of(ended.reason());
  }

  static boolean isRunning(String container) {
    return DOCKER
        .run(List.of("container", "inspect", "--format", "{{.State.Running}}", container))
        .filter(ended -> ended.well() && ended.output().strip().equals("true"))
        .isPresent();
  }

  /** The last lines that a container wrote, as one. */
  static String lastWords(String container) {
    return DOCKER
        .run(List.of("logs", "--tail", "5", container))
        .map(ended -> String.join(" | ", (ended.output() + ended.errors()).lines().toList()))
        .orElse("");
  }

  /** Removes all containers whose name begins so, whatever they do. */
  static void removeAll(String prefix) {
    // Those that are on their way out are seen once more.
    for (int round = 0; round < 5; round++) {
      List<String> found =
          must("ps", "--all", "--quiet", "--filter", "name=^/?" + prefix).lines().toList();
      if (found.isEmpty()) {
        return;
      }
      List<String> remove = new ArrayList<>(List.of("rm", "--force", "--volumes"));
      remove.addAll(found);
      var unused = DOCKER.run(remove);
    }
  }

  private static String must(String... arguments) {
    Program.Ended ended = DOCKER.run(List.of(arguments)).orElseThrow();
    if (!ended.well()) {
      throw new UserError("docker %s: %s".formatted(arguments[0], ended.reason()));
    }
    return ended.output();
  }
}
