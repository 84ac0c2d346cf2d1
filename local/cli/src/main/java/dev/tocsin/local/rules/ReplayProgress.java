package dev.tocsin.local.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How much of a file was read, shown on standard error while that is a terminal. */
final class ReplayProgress implements AutoCloseable {
  private static final int EVERY = 1_000;
  private static final int UPDATE_MILLIS = 500;

  private final Optional<ProgressBar> bar;
  private long records;
  private long bytes;

  private ReplayProgress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  static ReplayProgress of(Path file) throws IOException {
    if (file.toString().equals("-") || !Files.exists(file) || !isTerminal()) {
      return new ReplayProgress(Optional.empty());
    }
    boolean isCompressed = file.toString().endsWith(".gz");
    return new ReplayProgress(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(String.valueOf(file.getFileName()))
                .setInitialMax(isCompressed ? -1 : Files.size(file))
                .setUnit(" MB", 1_000_000)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .clearDisplayOnFinish()
                .build()));
  }

  /** Whether standard error is a terminal. Java alone does not know. */
  private static boolean isTerminal() throws IOException {
    Process asked =
        new ProcessBuilder("test", "-t", "2")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      return asked.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A record of so many bytes. */
  void read(int length) {
    bytes += length;
    records++;
    if (records % EVERY == 0) {
      bar.ifPresent(shown -> shown.stepTo(bytes));
    }
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
