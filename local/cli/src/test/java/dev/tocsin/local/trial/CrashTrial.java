package dev.tocsin.local.trial;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Kills a running Tocsin again and again while records arrive, and compares what was reported with
 * what must be reported: nothing lost, nothing reported twice under another key.
 */
final class CrashTrial {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Path launcher;
  private final int records;
  private final int kills;
  private final int inFlight;
  private final Random random;
  private final Load load;
  private final PrintStream out;

  /**
   * @param inFlight how many deliveries may be under way at a kill
   */
  CrashTrial(Path launcher, int records, int kills, int inFlight, long seed, PrintStream out) {
    this.launcher = launcher;
    this.records = records;
    this.kills = kills;
    this.inFlight = inFlight;
    this.random = new Random(seed);
    this.load = new Load(seed);
    this.out = out;
  }

  /** Runs it in a directory of its own; true when every promise was kept. */
  boolean run(Path directory) throws Exception {
    Path rules = directory.resolve("rules.yaml");
    Files.writeString(rules, Load.RULES);
    Path replayedRules = Files.writeString(directory.resolve("replayed.yaml"), ReplayedRules.RULES);
    Path settings = Files.writeString(directory.resolve("settings.yaml"), ReplayedRules.SETTINGS);
    try (Receiver receiver = new Receiver()) {
      List<String> options =
          List.of(
              "--rules",
              rules.toString(),
              replayedRules.toString(),
              "--settings",
              settings.toString(),
              "--notify-url",
              receiver.url().toString(),
              "--data",
              directory.resolve("data").toString(),
              "--kafka-port",
              Integer.toString(freePort()));
      Path log = directory.resolve("tocsin.log");
      TocsinProcess tocsin = TocsinProcess.up(launcher, options, log);
      Expected expected = Load.expected();
      ReplayedRules replayed = new ReplayedRules();
      Load.Sent sent =
          (instance, value, at) -> {
            expected.sample(instance, value, at);
            replayed.sample(instance, value, at);
          };
      try (Records producer = new Records(tocsin.kafka())) {
        CompletableFuture<Void> sending =
            CompletableFuture.runAsync(
                () -> load.send(records, Duration.ofSeconds(8L * (kills + 1)), producer, sent));
        for (int kill = 1; kill <= kills; kill++) {
          pause(Duration.ofMillis(2_000 + random.nextInt(5_000)));
          tocsin.kill();
          out.printf("kill %d of %d after %d notifications%n", kill, kills, receiver.all().size());
          tocsin = TocsinProcess.up(launcher, options, log);
        }
        sending.join();
        producer.flush();
      }
      out.printf("%d records sent; waiting for the last notification%n", records);
      boolean kept = settle(receiver, expected, replayed);
      kept &= offsetsAreAtTheEnd(tocsin, directory.resolve("data"));
      kept &= evaluate("plain threshold", Result.of(receiver, expected, CrashTrial::isPlain));
      out.printf("over windows and time: %s%n", new TreeMap<>(replayed.expectedByRule()));
      kept &= evaluate("all other types", replayed.result(receiver));
      out.printf("stopped in %d ms%n", tocsin.stop().toMillis());
      return kept;
    }
  }

  /** Waits until as much was reported as must be, or nothing comes any more. */
  private boolean settle(Receiver receiver, Expected expected, ReplayedRules replayed) {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(replayed.last().plus(ReplayedRules.LATENESS))
        || (isIncomplete(receiver, expected, replayed) && Instant.now().isBefore(end))) {
      pause(Duration.ofSeconds(1));
    }
    pause(Duration.ofSeconds(5));
    return Instant.now().isBefore(end);
  }

  private static boolean isIncomplete(
      Receiver receiver, Expected expected, ReplayedRules replayed) {
    return Result.of(receiver, expected, CrashTrial::isPlain).lost() > 0
        || replayed.result(receiver).lost() > 0;
  }

  private static boolean isPlain(Receiver.Reported reported) {
    return reported.text("rule_id").equals("trial_high");
  }

  private boolean evaluate(String what, Result result) {
    int allowed = kills * inFlight;
    out.printf("%s: %s (allowed %d)%n", what, result, allowed);
    return result.isExact() && result.repeats() <= allowed;
  }

  private boolean offsetsAreAtTheEnd(TocsinProcess tocsin, Path data) throws SQLException {
    Offsets offsets = Offsets.of(tocsin.postgres(data), tocsin.kafka());
    out.printf("offsets read %s, log ends %s%n", offsets.read(), offsets.ends());
    return offsets.areAtTheEnd();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the trial was interrupted", e);
    }
  }
}
