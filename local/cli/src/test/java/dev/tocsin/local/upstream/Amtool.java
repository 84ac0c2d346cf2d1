package dev.tocsin.local.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command line client of Alertmanager, which talks to one process.
 *
 * @param folder its working and home folder
 */
record Amtool(Path program, Path folder, URI process) {
  private static final int SECONDS = 20;

  /** How a run of it ended; {@code output} is both its streams. */
  record Run(int exit, String output) {
    /** What it printed, once it went well. */
    String printed() {
      assertThat(exit).as(output).isZero();
      return output.strip();
    }
  }

  Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.add("--alertmanager.url=" + process);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    Process running = builder.start();
    running.getOutputStream().close();
    String output = new String(running.getInputStream().readAllBytes(), UTF_8);
    assertThat(running.waitFor(SECONDS, TimeUnit.SECONDS)).as(output).isTrue();
    return new Run(running.exitValue(), output);
  }
}
