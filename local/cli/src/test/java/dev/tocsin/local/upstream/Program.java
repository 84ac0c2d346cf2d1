package dev.tocsin.local.upstream;

import dev.tocsin.local.Tocsin;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that takes Alertmanager's flags.
 *
 * @param command its command line, to which flags are added
 */
record Program(String name, List<String> command) {
  /**
   * The real Alertmanager. The environment variable {@code TOCSIN_ALERTMANAGER} names it, which
   * else is looked for on the {@code PATH}.
   */
  static Optional<Program> alertmanager() {
    return found("TOCSIN_ALERTMANAGER", "alertmanager")
        .map(path -> new Program("alertmanager", List.of(path.toString())));
  }

  /** The command line client. The environment variable {@code TOCSIN_AMTOOL} names it. */
  static Optional<Path> amtool() {
    return found("TOCSIN_AMTOOL", "amtool");
  }

  /**
   * {@code tocsin alertmanager}, which reloads as Alertmanager does: by the launcher that {@code
   * -Dlauncher} names, else of the classes under test, whose first notification is late.
   */
  static Program tocsin() {
    List<String> command = new ArrayList<>(launcher());
    command.addAll(
        List.of(
            "alertmanager",
            "--dispatch.keep-timers-on-reload=false",
            "--dispatch.close-while-muted=false",
            "--dispatch.muted-is-not-resolved=false"));
    return new Program("tocsin", List.copyOf(command));
  }

  private static List<String> launcher() {
    return Optional.ofNullable(System.getProperty("launcher"))
        .map(List::of)
        .orElseGet(() ->
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-cp",
                System.getProperty("java.class.path"),
                Tocsin.class.getName()));
  }

  private static Optional<Path> found(String variable, String program) {
    return Optional.ofNullable(System.getenv(variable))
        .map(Path::of)
        .or(() ->
            Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst());
  }

  @Override
  public String toString() {
    return name;
  }
}
