package dev.tocsin.evaluator.deploy;

import dev.tocsin.core.access.Principal;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.Warning;
import dev.tocsin.engine.rule.RuleActivation;
import dev.tocsin.engine.rule.RuleActivations;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.RuleVersion;
import dev.tocsin.engine.rule.RuleVersions;
import dev.tocsin.engine.rule.TopicConflicts;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.evaluator.rules.RuleSetCache;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.evaluator.setting.RulesSettings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives all instances other rules, whole, and keeps who did so. */
@Singleton
public class UpdateRules {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateRules.class);

  private final Transactions transactions;
  private final RuleActivations activations;
  private final RuleVersions versions;
  private final RuleSource source;
  private final DeployRules activate;
  private final RulesSettings settings;
  private final CurrentSettings current;
  private final RuleSetCache inHand;
  private final LimitHits hits;
  private final InstantSource clock;

  UpdateRules(
      Transactions transactions,
      RuleActivations activations,
      RuleVersions versions,
      RuleSource source,
      DeployRules activate,
      RulesSettings settings,
      CurrentSettings current,
      RuleSetCache inHand,
      LimitHits hits,
      InstantSource clock) {
    this.transactions = transactions;
    this.activations = activations;
    this.versions = versions;
    this.source = source;
    this.activate = activate;
    this.settings = settings;
    this.current = current;
    this.inHand = inHand;
    this.hits = hits;
    this.clock = clock;
  }

  /** What came of a change. */
  public sealed interface Outcome {
    /** The rules are kept as this version; they come into force now, or within a minute. */
    record Changed(long number, String digest, int rules, List<Warning> warnings)
        implements Outcome {
      public Changed {
        warnings = List.copyOf(warnings);
      }
    }

    /** The rules have problems; nothing has changed. */
    record Faulty(Problems problems) implements Outcome {}

    /** Another version is the newest than the one that was expected; nothing has changed. */
    record Overtaken(long newest) implements Outcome {}

    /** There is no such version. */
    record NoVersion() implements Outcome {}

    /** Rules come in files. */
    record ComeInFiles() implements Outcome {}
  }

  /**
   * What a change is made with.
   *
   * @param expected the newest version that whoever asks knows; none: whatever it is
   * @param comment may be empty
   */
  public record Asked(Principal by, OptionalLong expected, String comment) {}

  /** The rules of a file, where they and the settings agree. */
  public Optional<RuleSet> read(SourceFile file, Problems problems) {
    return read(List.of(file), problems);
  }

  private Optional<RuleSet> read(List<SourceFile> files, Problems problems) {
    Optional<RuleSet> ruleSet = RuleFiles.read(files, current.now().limits(), hits, problems);
    ruleSet.ifPresent(rules -> TopicConflicts.of(current.now(), rules).forEach(problems::add));
    return problems.isEmpty() ? ruleSet : Optional.empty();
  }

  /** Puts the rules of a file in the place of all that there are. */
  public Outcome put(SourceFile file, Asked asked) {
    if (settings.source() == RulesSettings.Source.FILES) {
      return new Outcome.ComeInFiles();
    }
    return inHand.inTurn(() -> {
      Problems problems = new Problems();
      return read(file, problems)
          .map(ruleSet -> save(ruleSet, problems.warnings(), List.of(file), "api", asked))
          .orElseGet(() -> new Outcome.Faulty(problems));
    });
  }

  /** Puts the rules of a version in the place of all that there are, as a new version. */
  public Outcome rollBack(long number, Asked asked) {
    if (settings.source() == RulesSettings.Source.FILES) {
      return new Outcome.ComeInFiles();
    }
    Optional<RuleVersion> to = versions.find(number);
    if (to.isEmpty()) {
      return new Outcome.NoVersion();
    }
    return inHand.inTurn(() -> {
      Problems problems = new Problems();
      return read(to.get().files(), problems)
          .map(ruleSet ->
              save(ruleSet, problems.warnings(), to.get().files(), "rollback to " + number, asked))
          .orElseGet(() -> new Outcome.Faulty(problems));
    });
  }

  private Outcome save(
      RuleSet ruleSet, List<Warning> warnings, List<SourceFile> files, String source, Asked asked) {
    Outcome outcome =
        transactions.inOne(() -> {
          activations.lock();
          long newest = versions.newest();
          if (asked.expected().isPresent() && asked.expected().getAsLong() != newest) {
            return new Outcome.Overtaken(newest);
          }
          int rules = ruleSet.identities().size();
          long number =
              versions.add(
                  new RuleVersion(
                      0,
                      ruleSet.version(),
                      afterAllBefore(newest),
                      asked.by().name(),
                      source,
                      asked.comment(),
                      rules,
                      files));
          return new Outcome.Changed(number, ruleSet.version(), rules, warnings);
        });
    if (outcome instanceof Outcome.Changed changed) {
      LOG.info(
          "{} gave version {} of the rules ({}): {} rules",
          asked.by().name(),
          changed.number(),
          source,
          changed.rules());
      putInForce();
    }
    return outcome;
  }

  /** Of two rule sets the one published later is in force, whatever the clocks say. */
  private Instant afterAllBefore(long newest) {
    return Stream.of(
            Optional.of(clock.instant()),
            activations.current().map(RuleActivation::publishedAt).map(at -> at.plusMillis(1)),
            versions.find(newest).map(RuleVersion::at).map(at -> at.plusMillis(1)))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  /** The others follow when they see it; a tick does what does not succeed here. */
  private void putInForce() {
    try {
      source.expire();
      activate.ensure(source.current());
    } catch (RuntimeException later) {
      LOG.warn("the rules come into force with the next tick: {}", later.toString());
    }
  }
}
