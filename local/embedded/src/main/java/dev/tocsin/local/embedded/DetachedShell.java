package dev.tocsin.local.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A shell script that outlives a SIGKILL of this process and of its whole process group: it runs in
 * a session of its own, and its standard input is a pipe from this process, so that the end of
 * input shows it that this process is gone.
 */
final class DetachedShell {
  private static final List<String> NEW_SESSION_BY_PERL =
      List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or exit 127");

  private DetachedShell() {}

  /**
   * Starts {@code script} with {@code arguments} as its positional parameters; both output streams
   * go to {@code log}.
   */
  static Process start(String script, List<String> arguments, Optional<File> log)
      throws IOException {
    List<String> command = new ArrayList<>(newSession());
    command.addAll(List.of("sh", "-c", script, "tocsin"));
    command.addAll(arguments);
    ProcessBuilder.Redirect output =
        log.map(ProcessBuilder.Redirect::to).orElse(ProcessBuilder.Redirect.DISCARD);
    return new ProcessBuilder(command)
        .directory(new File("/"))
        .redirectErrorStream(true)
        .redirectOutput(output)
        .start();
  }

  private static List<String> newSession() {
    return onPath("setsid") ? List.of("setsid") : NEW_SESSION_BY_PERL;
  }

  /** Whether {@code program} is found on the search path. */
  static boolean onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(":")
        .splitAsStream(path)
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
