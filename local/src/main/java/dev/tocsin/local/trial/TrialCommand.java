package dev.tocsin.local.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin trial …}: what the scripts in {@code local/trials} run. */
@Command(
    name = "trial",
    description = "Treats a running Tocsin badly, or times it, from outside.",
    mixinStandardHelpOptions = true)
public final class TrialCommand {
  @Option(
      names = "--launcher",
      defaultValue = "./tocsin",
      description = "The tocsin to start (default: ${DEFAULT-VALUE}).",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  Path launcher;

  @Command(
      name = "crash",
      description = "Kills it with SIGKILL while records arrive, and checks what was told.",
      mixinStandardHelpOptions = true)
  int crash(
      @Option(names = "--records", defaultValue = "20000") int records,
      @Option(names = "--kills", defaultValue = "5") int kills,
      @Option(names = "--in-flight", defaultValue = "128") int inFlight,
      @Option(names = "--seed", defaultValue = "1") long seed)
      throws Exception {
    return inDirectory(directory ->
        new CrashTrial(launcher.toAbsolutePath(), records, kills, inFlight, seed, System.out)
            .run(directory));
  }

  @Command(
      name = "timing",
      description = "Measures start, latency at rest and in flow, and a storm of alerts.",
      mixinStandardHelpOptions = true)
  int timing() throws Exception {
    return inDirectory(
        directory -> new TimingTrial(launcher.toAbsolutePath(), System.out).run(directory));
  }

  private static int inDirectory(Trial trial) throws Exception {
    Path directory = Files.createTempDirectory("tocsin-trial-");
    System.out.println("files and log: " + directory);
    boolean kept = trial.run(directory);
    System.out.println(kept ? "kept every promise" : "BROKE A PROMISE");
    return kept ? 0 : 1;
  }

  private interface Trial {
    boolean run(Path directory) throws Exception;
  }
}
