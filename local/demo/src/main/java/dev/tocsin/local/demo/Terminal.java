package dev.tocsin.local.demo;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal that standard output goes to, drawn over and over from its upper left corner. */
final class Terminal {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");

  private final PrintStream out;
  private final boolean color;
  private Size size;

  private Terminal(PrintStream out, boolean color, Size size) {
    this.out = out;
    this.color = color;
    this.size = size;
  }

  /**
   * The terminal behind {@code out}, which must be standard output; empty when there is none that
   * can be drawn on.
   */
  static Optional<Terminal> of(PrintStream out, Map<String, String> environment) {
    if (environment.getOrDefault("TERM", "dumb").equals("dumb")) {
      return Optional.empty();
    }
    boolean color = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return ask().map(size -> new Terminal(out, color, size));
  }

  Size size() {
    size = ask().orElse(size);
    return size;
  }

  boolean color() {
    return color;
  }

  /** Draws over what was drawn before. */
  void draw(List<String> lines) {
    StringBuilder page = new StringBuilder("\u001b[?25l\u001b[H");
    for (int i = 0; i < lines.size(); i++) {
      page.append(i == 0 ? "" : "\n").append(lines.get(i)).append("\u001b[K");
    }
    out.print(page.append("\u001b[J"));
    out.flush();
  }

  /** Clears the screen before the first drawing. */
  void begin() {
    out.print("\u001b[2J");
  }

  /** Leaves the last drawing where it is and shows the cursor below. */
  void end() {
    out.print("\u001b[?25h\n");
    out.flush();
  }

  /** Rows and columns, if standard output is a terminal. Java alone does not know either. */
  private static Optional<Size> ask() {
    File terminal = new File("/dev/tty");
    try {
      Process asked =
          new ProcessBuilder("sh", "-c", "test -t 1 && stty size >&2")
              .redirectInput(terminal)
              .redirectOutput(Redirect.INHERIT)
              .start();
      String answer = new String(asked.getErrorStream().readNBytes(100), StandardCharsets.UTF_8);
      asked.waitFor(1, TimeUnit.SECONDS);
      Matcher found = SIZE.matcher(answer);
      return found.matches()
          ? Optional.of(
              new Size(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  record Size(int rows, int columns) {}
}
