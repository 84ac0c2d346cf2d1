package dev.tocsin.local.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.core.failure.UserError;
import dev.tocsin.local.embedded.ContainerBridge;
import dev.tocsin.local.key.KeyFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The script {@code infra/localstack}, which drives Docker and Terraform and says what each command
 * does.
 */
final class LocalstackScript {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final String approvalKey;

  /** Of what the deployment stores, which ends with it. */
  private final String sealKey = KeyFile.draw();

  /**
   * @param infra the folder {@code infra} of the sources
   * @param approvalKey base64 of the key of approval links; kept in no file
   */
  LocalstackScript(Path infra, String approvalKey) {
    this.file = infra.resolve("localstack").toAbsolutePath().normalize();
    this.approvalKey = approvalKey;
  }

  /**
   * Runs a command; returns what it printed.
   *
   * @throws UserError with the script's sentence when the command failed
   */
  String run(String... arguments) {
    return run(new byte[0], List.of(arguments));
  }

  /**
   * The network in which containers run that name no other.
   *
   * @throws UserError when this host has no address in it
   */
  ContainerBridge bridge() throws IOException {
    String[] found = run("bridge").strip().split(" ", -1);
    String subnet = found[found.length - 1];
    if (found.length == 2) {
      InetAddress address = InetAddress.getByName(found[0]);
      if (NetworkInterface.getByInetAddress(address) != null) {
        return new ContainerBridge(address, subnet);
      }
    }
    throw new UserError(
        "This host has no address in Docker's network %s, as with Docker Desktop or without root: functions could not reach it; use a Docker Engine of this host."
            .formatted(subnet));
  }

  /** Applies a new copy of the root for LocalStack in a folder; returns the root's outputs. */
  JsonNode apply(Path folder, Map<String, Object> variables) throws IOException {
    return JSON.readTree(
        run(JSON.writeValueAsBytes(variables), List.of("apply", folder.toString())));
  }

  /** Whether another apply would change nothing. */
  boolean isSettled(Path folder) {
    return ended(new byte[0], List.of("settled", folder.toString())).code() == 0;
  }

  private String run(byte[] input, List<String> arguments) {
    Ended ended = ended(input, arguments);
    if (ended.code() != 0) {
      throw new UserError(
          ended
              .output()
              .lines()
              .reduce((earlier, later) -> later)
              .orElse("%s %s ended with %d".formatted(file, arguments.getFirst(), ended.code())));
    }
    return ended.output();
  }

  private record Ended(int code, String output) {}

  private Ended ended(byte[] input, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("TF_VAR_approval_key", approvalKey);
    builder.environment().put("TF_VAR_seal_key", sealKey);
    try {
      Process process = builder.start();
      try (OutputStream to = process.getOutputStream()) {
        to.write(input);
      } catch (IOException e) {
        // A script that failed before it read says so itself.
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
