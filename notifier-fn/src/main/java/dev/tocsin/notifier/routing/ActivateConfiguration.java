package dev.tocsin.notifier.routing;

import dev.tocsin.core.file.InvalidFiles;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.notifier.wake.DispatchWakeUp;
import dev.tocsin.platform.secret.Seal;
import dev.tocsin.routing.config.ConfigurationVersion;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.routing.config.FileReferences;
import dev.tocsin.routing.config.NotBuilt;
import dev.tocsin.routing.config.ReadingOptions;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.config.reader.RoutingFile;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Puts a configuration in force, on all instances at once. */
@Singleton
public class ActivateConfiguration {
  private final Transactions transactions;
  private final ConfigurationVersions versions;
  private final RegroupAlerts regroup;
  private final DispatchWakeUp wakeUp;
  private final Seal seal;
  private final InstantSource clock;

  ActivateConfiguration(
      Transactions transactions,
      ConfigurationVersions versions,
      RegroupAlerts regroup,
      DispatchWakeUp wakeUp,
      Seal seal,
      InstantSource clock) {
    this.transactions = transactions;
    this.versions = versions;
    this.regroup = regroup;
    this.wakeUp = wakeUp;
    this.seal = seal;
    this.clock = clock;
  }

  /** What becomes of the timers of groups whose routes stay. */
  public enum Timers {
    /** They go on. */
    KEPT,
    /** They begin anew, as they do in Alertmanager. */
    RESTARTED
  }

  /**
   * Reads a configuration and puts it in force; where it is in force already, no version is added.
   *
   * @return the number of the version in force
   * @throws InvalidFiles with all problems; then all stays as it was
   */
  public long run(
      SourceFile file, ReadingOptions options, Timers timers, String author, String comment) {
    RoutingConfiguration configuration = read(file, options);
    Optional<String> folder = folder(file, options);
    Instant now = clock.instant();
    return transactions.inOne(() -> {
      versions.lock();
      long number = add(file.text(), folder, author, comment, now);
      regroup.run(Routing.of(number, folder, configuration), timers, now);
      wakeUp.onceCommitted();
      return number;
    });
  }

  private static Optional<String> folder(SourceFile file, ReadingOptions options) {
    return options.files() == FileReferences.ALLOWED
        ? Optional.ofNullable(Path.of(file.name()).toAbsolutePath().getParent()).map(Path::toString)
        : Optional.empty();
  }

  private static RoutingConfiguration read(SourceFile file, ReadingOptions options) {
    Problems problems = new Problems();
    Optional<RoutingConfiguration> configuration = RoutingFile.read(file, options, problems);
    configuration
        .map(NotBuilt::sentences)
        .ifPresent(sentences ->
            sentences.forEach(sentence -> problems.add(Position.startOf(file.name()), sentence)));
    if (!problems.isEmpty() || configuration.isEmpty()) {
      throw new InvalidFiles(problems);
    }
    return configuration.get();
  }

  private long add(
      String text, Optional<String> folder, String author, String comment, Instant now) {
    Optional<ConfigurationVersion> same =
        versions
            .active()
            .filter(version -> version.folder().equals(folder))
            .filter(version -> seal.open(version.text()).equals(text));
    if (same.isPresent()) {
      return same.get().number();
    }
    long number = versions.add(seal.close(text), folder, author, comment, now);
    versions.activate(number, now);
    return number;
  }
}
