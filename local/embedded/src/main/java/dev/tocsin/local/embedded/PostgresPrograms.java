package dev.tocsin.local.embedded;

import static java.util.stream.Collectors.joining;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs as commands. PostgreSQL refuses to run as root; there it runs in a user
 * namespace of its own, in which nobody is root.
 */
final class PostgresPrograms {
  private static final String VERSION_FILE = "PG_VERSION";
  private static final String NEW = ".new-";

  private final Path bin;
  private final List<String> prefix;

  private PostgresPrograms(Path bin, List<String> prefix) {
    this.bin = bin;
    this.prefix = List.copyOf(prefix);
  }

  static PostgresPrograms find() {
    try {
      return new PostgresPrograms(PostgresBinaries.unpacked().resolve("bin"), prefix());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> prefix() throws IOException {
    if (!isRoot()) {
      return List.of();
    }
    List<String> unprivileged = List.of("unshare", "-U");
    if (!DetachedShell.onPath("unshare") || !succeeds(unprivileged, "true")) {
      throw new UserError(
          "PostgreSQL does not run as root, and this system forbids 'unshare -U': run tocsin as an ordinary user.");
    }
    return unprivileged;
  }

  private static boolean isRoot() throws IOException {
    return Files.exists(Path.of("/dev/null")) && "root".equals(System.getProperty("user.name"));
  }

  private static boolean succeeds(List<String> prefix, String program) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(program);
    return waitFor(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start())
        == 0;
  }

  /** The command line of {@code program} with {@code arguments}. */
  List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(bin.resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  /**
   * Makes {@code cluster} with one database and its owner, unless it is there. Both are named
   * {@link LocalPostgres#DATABASE}. The owner is no superuser and is the only role that may log in,
   * by password, on the addresses of {@link #admit}: who knows the password can change alerts, but
   * not run programs or read files.
   */
  void prepare(Path cluster, boolean durable) {
    try {
      if (Files.exists(cluster.resolve(VERSION_FILE))) {
        requireOurVersion(cluster);
        return;
      }
      Path fresh = newCluster(cluster);
      initialise(fresh, durable);
      Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty folder beside a cluster that is to become it; what is left of earlier ones goes. */
  static Path newCluster(Path cluster) throws IOException {
    Path parent = Optional.ofNullable(cluster.getParent()).orElseThrow();
    String prefix = cluster.getFileName() + NEW;
    for (Path incomplete : Directories.startingWith(parent, prefix)) {
      Directories.delete(incomplete);
    }
    return Files.createTempDirectory(parent, prefix, OwnerOnly.FOLDER);
  }

  /** Waits until all files of a cluster are on the disk. */
  void sync(Path cluster) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--sync-only", "-D", cluster.toString()));
    if (System.getProperty("os.name").startsWith("Linux")) {
      // One call for the file system, instead of one for each of a thousand files.
      arguments.add("--sync-method=syncfs");
    }
    run(command("initdb", arguments), "");
  }

  private void initialise(Path fresh, boolean durable) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-D", fresh.toString(), "-U", "postgres", "-E", "UTF8", "--no-locale"));
    arguments.addAll(List.of("-A", "reject", "--no-instructions"));
    if (!durable) {
      arguments.add("--no-sync");
    }
    run(command("initdb", arguments), "");
    String name = LocalPostgres.DATABASE;
    alone(
        fresh,
        durable,
        "CREATE ROLE %s LOGIN;\nCREATE DATABASE %s OWNER %s;\n".formatted(name, name, name));
  }

  /** Sets the password of the database's owner in a cluster whose server does not run. */
  void setPassword(Path cluster, boolean durable, String password) {
    if (!password.matches("[A-Za-z0-9]+")) {
      throw new IllegalArgumentException("letters and digits only");
    }
    try {
      alone(
          cluster,
          durable,
          "ALTER ROLE %s PASSWORD '%s';\n".formatted(LocalPostgres.DATABASE, password));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lets the database's owner log in from this host and, where there is one, from {@code subnet},
   * by password; nothing that the cluster admitted before stays admitted.
   */
  static void admit(Path cluster, Optional<String> subnet) {
    String name = LocalPostgres.DATABASE;
    String lines =
        Stream.concat(Stream.of("127.0.0.1/32"), subnet.stream())
            .map(from -> "host %s %s %s scram-sha-256\n".formatted(name, name, from))
            .collect(joining());
    OwnerOnly.write(cluster.resolve("pg_hba.conf"), lines);
  }

  private void alone(Path cluster, boolean durable, String statements) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--single", "-D", cluster.toString()));
    // A password in a statement that fails stays out of the messages.
    for (String setting :
        List.of(
            durable ? "fsync=on" : "fsync=off",
            "password_encryption=scram-sha-256",
            "log_min_error_statement=panic")) {
      arguments.addAll(List.of("-c", setting));
    }
    arguments.add("postgres");
    run(command("postgres", arguments), statements);
  }

  private static void requireOurVersion(Path cluster) throws IOException {
    String found = Files.readString(cluster.resolve(VERSION_FILE)).strip();
    String ours = PostgresBinaries.VERSION.substring(0, PostgresBinaries.VERSION.indexOf('.'));
    if (!found.equals(ours)) {
      throw new UserError(
          "%s was made by PostgreSQL %s, and this is PostgreSQL %s: give another data directory, or migrate it with pg_upgrade."
              .formatted(cluster, found, ours));
    }
  }

  private static void run(List<String> command, String input) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = waitFor(process);
    if (code != 0 || output.contains("ERROR:")) {
      throw new IOException(command + " ended with " + code + ": " + output);
    }
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException("interrupted", e);
    }
  }
}
