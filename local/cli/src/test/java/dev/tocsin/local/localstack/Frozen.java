package dev.tocsin.local.localstack;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server that for a time does nothing and closes nothing. */
final class Frozen {
  private final List<ProcessHandle> processes;

  private Frozen(List<ProcessHandle> processes) {
    this.processes = processes;
  }

  /** Freezes the server that listens on a port of this host. */
  static void postgres(int port, Duration time) throws IOException, InterruptedException {
    List<ProcessHandle> processes =
        ProcessHandle.allProcesses()
            .filter(process ->
                process
                    .info()
                    .commandLine()
                    .filter(line -> line.contains("postgres") && line.contains("port=" + port))
                    .isPresent())
            .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
            .distinct()
            .toList();
    if (processes.isEmpty()) {
      throw new IllegalStateException("no PostgreSQL at port " + port);
    }
    Frozen frozen = new Frozen(processes);
    frozen.signal("-STOP");
    try {
      Thread.sleep(time);
    } finally {
      frozen.signal("-CONT");
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", name));
    processes.stream()
        .filter(ProcessHandle::isAlive)
        .forEach(process -> command.add(Long.toString(process.pid())));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
