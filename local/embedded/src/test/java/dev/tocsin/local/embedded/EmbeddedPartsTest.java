package dev.tocsin.local.embedded;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.failure.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedPartsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatStillRuns() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void processGroupKilled_withoutData_leavesNoProcessAndNoFile() throws Exception {
    Holder holder = hold(PartsHolder.POSTGRES, directory.resolve("tmp"), Optional.empty());
    assertThat(entries(holder.temporary())).hasSize(1);
    assertThat(postgresProcesses(holder.temporary())).isNotEmpty();

    killGroup(holder.process());

    within(LIMIT).until(() -> postgresProcesses(holder.temporary()).isEmpty());
    within(LIMIT).until(() -> entries(holder.temporary()).isEmpty());
  }

  @Test
  void processGroupKilled_withData_keepsWhatWasCommittedAndStartsAgainAtOnce() throws Exception {
    Path data = directory.resolve("data");
    for (int round = 1; round <= 2; round++) {
      Holder holder = hold(PartsHolder.POSTGRES, directory.resolve("tmp"), Optional.of(data));
      try (Connection connection = DriverManager.getConnection(holder.jdbcUrl());
          var statement = connection.createStatement()) {
        statement.execute("CREATE TABLE IF NOT EXISTS t (round INT)");
        statement.execute("INSERT INTO t VALUES (" + round + ")");
        assertThat(count(connection)).isEqualTo(round);
      }
      killGroup(holder.process());
    }
    within(LIMIT).until(() -> postgresProcesses(data).isEmpty());
    assertThat(entries(data))
        .containsExactlyInAnyOrder("postgres", "postgres.log", "postgres.pgpass", "tocsin.lock");
    assertThat(open(data)).isEmpty();
  }

  @Test
  void guardKilledToo_withData_theNextStartStopsTheOrphan() throws Exception {
    Path data = directory.resolve("data");
    Holder holder = hold(PartsHolder.POSTGRES, directory.resolve("tmp"), Optional.of(data));
    ProcessHandle server = postmaster(data);
    killAll(holder.process().descendants().filter(EmbeddedPartsTest::isShell).toList());
    killGroup(holder.process());
    assertThat(answers(holder)).as("the orphan answers").isTrue();

    Holder next = hold(PartsHolder.POSTGRES, directory.resolve("tmp"), Optional.of(data));
    assertThat(server.isAlive()).isFalse();
    assertThat(answers(next)).isTrue();
  }

  @Test
  void terminated_stopsCleanlyWithinTenSeconds() throws Exception {
    Holder holder = hold(PartsHolder.ALL, directory.resolve("tmp"), Optional.empty());
    holder.process().destroy();

    assertThat(holder.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(entries(holder.temporary())).isEmpty();
    assertThat(postgresProcesses(holder.temporary())).isEmpty();
  }

  @Test
  void start_onDataInUse_isRefusedInOneSentence() {
    try (WorkDirectory first = WorkDirectory.open(Optional.of(directory))) {
      assertThatThrownBy(() ->
              EmbeddedParts.start(
                  new EmbeddedParts.Plan(Optional.of(directory), 0, List.of(), 4, List.of())))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is in use by another tocsin process (process %d)", pid());
      assertThat(first.isKept()).isTrue();
    }
  }

  @Test
  void start_whenOnePartFails_stopsTheOthers() throws IOException {
    var twice = List.of(QueueSpec.of("not a queue name!", Duration.ofSeconds(1)));
    assertThatThrownBy(() ->
            EmbeddedParts.start(
                new EmbeddedParts.Plan(Optional.of(directory), 0, List.of(), 4, twice)))
        .isInstanceOf(RuntimeException.class);

    assertThat(postgresProcesses(directory)).isEmpty();
    WorkDirectory.open(Optional.of(directory)).close();
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  /** A process with all parts, and where it makes its temporary files. */
  private record Holder(Process process, Path temporary, String jdbcUrl) {}

  private Holder hold(String parts, Path temporary, Optional<Path> data) throws IOException {
    Files.createDirectories(temporary);
    List<String> command =
        new ArrayList<>(List.of("setsid", java(), "-Djava.io.tmpdir=" + temporary));
    // It lives for seconds: compiling its code well is not worth the while.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PartsHolder.class.getName(), parts));
    data.ifPresent(path -> command.add(path.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(process);
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("ready ")) {
        return new Holder(process, temporary, line.substring("ready ".length()));
      }
    }
    throw new IOException("the process ended before it was ready");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static ProcessHandle postmaster(Path data) throws IOException {
    Path file = data.resolve("postgres").resolve("postmaster.pid");
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst())).orElseThrow();
  }

  private static boolean isShell(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("sh");
  }

  /** Stopped first, so that none of them acts on the end of another. */
  private static void killAll(List<ProcessHandle> processes) throws Exception {
    assertThat(processes).isNotEmpty();
    for (ProcessHandle process : processes) {
      signal("STOP", Long.toString(process.pid()));
    }
    processes.forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean answers(Holder holder) throws SQLException {
    try (Connection connection = DriverManager.getConnection(holder.jdbcUrl())) {
      return connection.isValid(5);
    }
  }

  private static void signal(String name, String target) throws Exception {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + target).inheritIO().start().waitFor();
  }

  private static void killGroup(Process process) throws Exception {
    signal("KILL", "-" + process.pid());
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private static List<String> entries(Path directory) {
    return Directories.startingWith(directory, "").stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> !name.startsWith("hsperfdata"))
        .toList();
  }

  /** What in a folder users other than its owner may do something with. */
  private static List<Path> open(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !OwnerOnlyTest.isClosed(path)).toList();
    }
  }

  private static List<Long> postgresProcesses(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().command().orElse("").endsWith("/postgres"))
        .filter(p ->
            String.join(" ", p.info().arguments().orElse(new String[0]))
                .contains(directory.toString()))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static int count(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
