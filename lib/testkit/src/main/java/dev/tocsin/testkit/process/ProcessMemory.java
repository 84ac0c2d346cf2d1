package dev.tocsin.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The resident memory of a process in bytes, as Linux counts it; nothing where no one counts. */
public final class ProcessMemory {
  private ProcessMemory() {}

  /** The most that it had. */
  public static OptionalLong peak(long process) throws IOException {
    return of(process, "VmHWM:");
  }

  /** What it has. */
  public static OptionalLong now(long process) throws IOException {
    return of(process, "VmRSS:");
  }

  private static OptionalLong of(long process, String figure) throws IOException {
    Path status = Path.of("/proc/" + process + "/status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(figure))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
        .findFirst();
  }
}
