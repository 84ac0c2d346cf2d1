package dev.tocsin.local.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.postgres.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The trials against {@code ./tocsin up} as a process of its own; {@code local/trials} runs them,
 * and {@code local/trials/crash -Dkills=9} changes what they are given.
 */
@Tag("trial")
class TrialTest {
  private static final Path LAUNCHER = Path.of("..", "..", "tocsin").toAbsolutePath().normalize();

  @Test
  void crash_killsWhileRecordsArrive_loseAndAddNothing() throws Exception {
    CrashTrial trial =
        new CrashTrial(
            LAUNCHER,
            Integer.getInteger("records", 20_000),
            Integer.getInteger("kills", 5),
            Integer.getInteger("inFlight", 128),
            Long.getLong("seed", 1),
            System.out);

    assertThat(trial.run(directory())).isTrue();
  }

  @Test
  void timing_startRestFlowAndStorm_keepTheirBounds() throws Exception {
    assertThat(new TimingTrial(LAUNCHER, System.out).run(directory())).isTrue();
  }

  @Test
  void notifier_killsAtEveryStep_loseAndRepeatNothing() throws Exception {
    TestPostgres database = TestPostgres.empty();
    String url =
        "%s?user=%s&password=%s".formatted(database.url(), database.user(), database.password());

    assertThat(
            new NotifierTrial(
                    url, Integer.getInteger("hits", 20), Long.getLong("seed", 1), System.out)
                .run(directory()))
        .isTrue();
  }

  /** It stays, with the process's log. */
  private static Path directory() throws Exception {
    Path directory = Files.createTempDirectory("tocsin-trial-");
    System.out.println("files and log: " + directory);
    return directory;
  }
}
