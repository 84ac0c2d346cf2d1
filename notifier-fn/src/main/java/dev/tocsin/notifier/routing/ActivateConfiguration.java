package dev.tocsin.notifier.routing;

import dev.tocsin.core.file.InvalidFiles;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Warning;
import dev.tocsin.notifier.wake.DispatchWakeUp;
import dev.tocsin.platform.secret.Seal;
import dev.tocsin.routing.config.ConfigurationText;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.routing.config.StoredConfiguration;
import dev.tocsin.routing.matcher.MatcherSyntax;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts a configuration in force, on all instances at once. */
@Singleton
public class ActivateConfiguration {
  private final Transactions transactions;
  private final ConfigurationVersions versions;
  private final ActiveRouting active;
  private final RegroupAlerts regroup;
  private final DispatchWakeUp wakeUp;
  private final Seal seal;
  private final MatcherSyntax matchers;
  private final InstantSource clock;

  ActivateConfiguration(
      Transactions transactions,
      ConfigurationVersions versions,
      ActiveRouting active,
      RegroupAlerts regroup,
      DispatchWakeUp wakeUp,
      Seal seal,
      MatcherSyntax matchers,
      InstantSource clock) {
    this.transactions = transactions;
    this.versions = versions;
    this.active = active;
    this.regroup = regroup;
    this.wakeUp = wakeUp;
    this.seal = seal;
    this.matchers = matchers;
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
   * Who changes the configuration, and what they rely on.
   *
   * @param expected the version that must be in force; empty: whichever is
   */
  public record Change(String author, String comment, OptionalLong expected) {}

  /** What came of a change. */
  public sealed interface Outcome {
    /** A version is in force. */
    record Activated(long number, List<Warning> warnings) implements Outcome {
      public Activated {
        warnings = List.copyOf(warnings);
      }
    }

    /** Nothing is changed, for these problems. */
    record Faulty(Problems problems) implements Outcome {}

    /** Nothing is changed: another version than the one expected is in force. */
    record Overtaken(long active) implements Outcome {}

    /** Nothing is changed: there is no such version. */
    record NoVersion() implements Outcome {}
  }

  /**
   * What came of loading a file.
   *
   * @param number of the version in force
   * @param isOfFile whether it is the file's; otherwise it is a later one, since the file has not
   *     changed
   */
  public record Loaded(long number, boolean isOfFile) {}

  /** A configuration that may be put in force, and what its reading found. */
  private record Checked(GivenConfiguration given, ReadConfiguration read, Problems problems) {}

  /**
   * Puts local files in force, unless they are what was loaded of them last: then what was put in
   * force since then stays.
   *
   * @throws InvalidFiles with all problems; then all stays as it was
   */
  public Loaded load(GivenConfiguration given, Timers timers) {
    Problems problems = new Problems();
    Checked checked =
        given
            .readToActivate(matchers, problems)
            .map(read -> new Checked(given, read, problems))
            .orElseThrow(() -> new InvalidFiles(problems));
    Instant now = clock.instant();
    return transactions.inOne(() -> {
      versions.lock();
      Optional<StoredConfiguration> last =
          versions.newestOf(given.file()).filter(stored -> hasText(stored, given.text()));
      if (last.isEmpty()) {
        Change change = new Change("file", given.alertmanager().name(), OptionalLong.empty());
        return new Loaded(add(checked, Optional.of(given.file()), change, timers, now), true);
      }
      Routing routing = active.now();
      putInForce(routing, timers, now);
      return new Loaded(routing.number(), routing.number() == last.get().version().number());
    });
  }

  /** Puts a configuration in force; where it is in force already, no version is added. */
  public Outcome put(GivenConfiguration given, Change change) {
    Problems problems = new Problems();
    Optional<ReadConfiguration> read = given.readToActivate(matchers, problems);
    if (read.isEmpty()) {
      return new Outcome.Faulty(problems);
    }
    Checked checked = new Checked(given, read.get(), problems);
    return transactions.inOne(() -> {
      versions.lock();
      return replace(checked, change);
    });
  }

  /** Puts the texts of a version in force, as a new version. */
  public Outcome rollBack(long number, Change change) {
    return versions
        .find(number)
        .map(stored -> stored.text().map(seal::open))
        .map(text -> put(GivenConfiguration.ofVersion(number, text), change))
        .orElseGet(Outcome.NoVersion::new);
  }

  private Outcome replace(Checked checked, Change change) {
    long number = versions.activeNumber();
    if (change.expected().isPresent() && change.expected().getAsLong() != number) {
      return new Outcome.Overtaken(number);
    }
    boolean isInForce =
        versions.active().filter(stored -> hasText(stored, checked.given().text())).isPresent();
    long activated =
        isInForce ? number : add(checked, Optional.empty(), change, Timers.KEPT, clock.instant());
    return new Outcome.Activated(activated, checked.problems().warnings());
  }

  private boolean hasText(StoredConfiguration stored, ConfigurationText text) {
    return stored.text().map(seal::open).equals(text);
  }

  private long add(
      Checked checked, Optional<String> file, Change change, Timers timers, Instant now) {
    ConfigurationText text = checked.given().text();
    long number = versions.add(text.map(seal::close), file, change.author(), change.comment(), now);
    versions.activate(number, now);
    putInForce(Routing.of(number, text.folder(), checked.read()), timers, now);
    return number;
  }

  private void putInForce(Routing routing, Timers timers, Instant now) {
    regroup.run(routing, timers, now);
    wakeUp.onceCommitted();
  }
}
