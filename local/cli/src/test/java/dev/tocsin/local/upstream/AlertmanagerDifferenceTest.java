package dev.tocsin.local.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.local.upstream.Duel.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random scenarios, played on two programs side by side. {@code -Dseeds} is their number, {@code
 * -Dseed} the first, {@code -Dside} how many run at once, {@code -Dtolerance} the milliseconds by
 * which times may differ, {@code -Dlauncher} the script that starts Tocsin. Reports are in {@code
 * target/alertmanager}.
 */
@Tag("alertmanager")
class AlertmanagerDifferenceTest {
  private static final Path REPORTS = Path.of("target", "alertmanager");
  private static final int LEAST_PER_SCENARIO = 8;
  private static final int TRIED = 4;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final long first = Long.getLong("seed", 1);
  private final long count = Long.getLong("seeds", 8);
  private final int side = Integer.getInteger("side", 4);
  private final Duration tolerance = Duration.ofMillis(Long.getLong("tolerance", 150));

  @BeforeEach
  void needsAlertmanager() {
    assumeTrue(
        Program.alertmanager().isPresent(),
        "there is no alertmanager on the PATH, nor named by TOCSIN_ALERTMANAGER");
  }

  @Test
  void alertmanager_besideItself_doesTheSame() {
    assertSame(Program.alertmanager().orElseThrow());
  }

  @Test
  void tocsin_besideAlertmanager_doesTheSame() {
    assertSame(Program.tocsin());
  }

  private void assertSame(Program program) {
    List<Outcome> outcomes = played(program);
    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.differences().isEmpty())
        .as("scenarios with differences")
        .isEmpty();
    assertThat(outcomes.stream().mapToInt(Outcome::notifications).sum())
        .as("notifications compared")
        .isGreaterThan(LEAST_PER_SCENARIO * outcomes.size());
  }

  private List<Outcome> played(Program program) {
    Duel duel = new Duel(Program.alertmanager().orElseThrow(), program, tolerance);
    try (ExecutorService pool = Executors.newFixedThreadPool(side)) {
      List<CompletableFuture<Outcome>> running =
          LongStream.range(first, first + count)
              .mapToObj(seed -> CompletableFuture.supplyAsync(() -> played(duel, seed), pool))
              .toList();
      return running.stream().map(CompletableFuture::join).toList();
    }
  }

  /** A scenario with differences leaves a report, named by program and seed. */
  private Outcome played(Duel duel, long seed) {
    String name = duel.actual() + "-" + seed;
    Scenario scenario = Scenario.random(seed);
    try {
      Outcome outcome = settled(duel, scenario, name);
      if (!outcome.differences().isEmpty()) {
        Files.writeString(
            Files.createDirectories(REPORTS).resolve(name + ".txt"),
            String.join("\n", outcome.differences()) + "\n\n" + scenario.text());
      }
      return outcome;
    } catch (IOException failed) {
      throw new UncheckedIOException("seed " + seed, failed);
    }
  }

  /** Plays once more where the machine did not keep time: that decides nothing. */
  private Outcome settled(Duel duel, Scenario scenario, String name) throws IOException {
    Outcome outcome = duel.play(scenario, folder.resolve(name));
    for (int again = 1; again < TRIED && isInconclusive(outcome); again++) {
      outcome = duel.play(scenario, folder.resolve(name + "-again-" + again));
    }
    return outcome;
  }

  private boolean isInconclusive(Outcome outcome) {
    return !outcome.differences().isEmpty()
        && outcome.stall().compareTo(tolerance.dividedBy(2)) > 0;
  }
}
