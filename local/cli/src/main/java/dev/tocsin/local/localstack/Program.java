package dev.tocsin.local.localstack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A program of this machine, run to its end without a shell. */
final class Program {
  private final String name;
  private final Map<String, String> environment;

  /**
   * @param environment what is set in its environment; an empty value takes the name away
   */
  Program(String name, Map<String, String> environment) {
    this.name = name;
    this.environment = Map.copyOf(environment);
  }

  /** How it ended: its code, and what it wrote. */
  record Ended(int code, String output, String errors) {
    boolean well() {
      return code == 0;
    }

    /** The last line that says something of why it failed. */
    String reason() {
      return errors
          .lines()
          .filter(line -> line.chars().anyMatch(Character::isLetter))
          .map(line -> line.replaceFirst("^[│|╷╵ ]+", "").strip())
          .reduce((earlier, later) -> later)
          .orElse("it ended with " + code);
    }
  }

  /** Empty when there is no such program. */
  Optional<Ended> run(List<String> arguments) {
    return start(arguments, ProcessBuilder.Redirect.PIPE).map(Program::ended);
  }

  /** The same with all output to a file. */
  Optional<Ended> run(List<String> arguments, Path log) {
    File file = log.toFile();
    return start(arguments, ProcessBuilder.Redirect.appendTo(file)).map(Program::ended);
  }

  private Optional<Process> start(List<String> arguments, ProcessBuilder.Redirect output) {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output).redirectError(output);
    environment.forEach((variable, value) -> {
      if (value.isEmpty()) {
        builder.environment().remove(variable);
      } else {
        builder.environment().put(variable, value);
      }
    });
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return Optional.of(process);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Ended ended(Process process) {
    CompletableFuture<String> errors =
        CompletableFuture.supplyAsync(
            () -> text(process.errorReader(StandardCharsets.UTF_8)),
            task -> Thread.ofVirtual().start(task));
    String output = text(process.inputReader(StandardCharsets.UTF_8));
    try {
      return new Ended(process.waitFor(), output, errors.join());
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String text(java.io.BufferedReader from) {
    try (from) {
      StringBuilder text = new StringBuilder();
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        text.append(line).append('\n');
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
