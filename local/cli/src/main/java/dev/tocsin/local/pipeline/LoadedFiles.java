package dev.tocsin.local.pipeline;

import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.access.CredentialsFile;
import dev.tocsin.core.enrichment.CmdbReader;
import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.file.TextFile;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.remediation.CatalogueReader;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.setting.SettingsFile;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.TopicConflicts;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.local.http.TlsFiles;
import dev.tocsin.notifier.routing.GivenConfiguration;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user's files as they were last read without a problem. */
final class LoadedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedFiles.class);

  private final PipelineFiles files;
  private final InstantSource clock;
  private final Settings started;
  private volatile Contents current;

  private LoadedFiles(PipelineFiles files, InstantSource clock, Contents current) {
    this.files = files;
    this.clock = clock;
    this.started = current.settings();
    this.current = current;
  }

  /**
   * Reads all files.
   *
   * @throws UserError with all problems, a line each
   */
  public static LoadedFiles read(PipelineFiles files, InstantSource clock) {
    Problems problems = new Problems();
    Optional<Contents> read = contents(files, clock, problems);
    // Its server reads it again by itself: a certificate that expires keeps no rule from changing.
    requireCertificate(files, clock, problems, read.isPresent());
    read.ifPresent(good -> logWarnings(good.warnings()));
    return new LoadedFiles(
        files,
        clock,
        read.orElseThrow(
            () -> new UserError("nothing is started, for these problems:\n" + problems)));
  }

  private static void requireCertificate(
      PipelineFiles files, InstantSource clock, Problems problems, boolean othersAreGood) {
    try {
      files.tls().ifPresent(tls -> tls.read(clock.instant()));
    } catch (UserError problem) {
      throw othersAreGood
          ? problem
          : new UserError(
              "nothing is started, for these problems:\n%s\n%s"
                  .formatted(problems, problem.getMessage()));
    }
  }

  private static void logWarnings(String warnings) {
    if (!warnings.isEmpty()) {
      LOG.warn("the files have warnings:\n{}", warnings);
    }
  }

  /** What came of reading all files again; its lines are problems or warnings. */
  sealed interface Reload {
    /** They are in force, with these warnings, which may be none. */
    record Done(String warnings) implements Reload {}

    /** Nothing has changed, for these problems. */
    record Refused(String problems) implements Reload {}
  }

  /** Reads all files again; when they could not be started with, nothing changes. */
  synchronized Reload reload() {
    Problems problems = new Problems();
    Optional<Contents> read = contents(files, clock, problems);
    if (read.isEmpty()) {
      LOG.error("nothing is reloaded, for these problems:\n{}", problems);
      return new Reload.Refused(problems.toString());
    }
    if (!started.mayBecome(read.get().settings())) {
      LOG.warn("topics, limits and public_url have changed: they take effect at the next start");
    }
    current = read.get();
    LOG.info("reloaded {} rules", current.rules().ruleSet().rules().size());
    logWarnings(read.get().warnings());
    return new Reload.Done(read.get().warnings());
  }

  private static Optional<Contents> contents(
      PipelineFiles files, InstantSource clock, Problems problems) {
    Optional<Settings> read =
        files.settings().isEmpty()
            ? Optional.of(Settings.DEFAULT)
            : PipelineFiles.read(files.settings(), problems)
                .flatMap(file -> SettingsFile.read(file, problems));
    List<SourceFile> rules = files.readRules(problems);
    Optional<RuleSet> ruleSet =
        RuleFiles.read(rules, read.orElse(Settings.DEFAULT).limits(), LimitHits.NONE, problems);
    if (ruleSet.isPresent() && read.isPresent()) {
      TopicConflicts.of(read.get(), ruleSet.get()).forEach(problems::add);
    }
    SourceFile catalogue =
        PipelineFiles.read(files.remediations(), problems).orElse(NO_REMEDIATIONS);
    boolean catalogueIsGood =
        CatalogueReader.read(catalogue.name(), catalogue.text(), problems).isPresent();
    SourceFile cmdb = PipelineFiles.read(files.cmdb(), problems).orElse(NO_ASSETS);
    boolean cmdbIsGood = CmdbReader.read(cmdb.name(), cmdb.text(), problems).isPresent();
    Optional<GivenConfiguration> routing = files.routing().flatMap(given -> given.read(problems));
    Optional<Credentials> credentials =
        PipelineFiles.read(files.credentials(), problems)
            .flatMap(file -> CredentialsFile.read(file, problems));
    if (!problems.isEmpty()
        || ruleSet.isEmpty()
        || read.isEmpty()
        || !catalogueIsGood
        || !cmdbIsGood) {
      return Optional.empty();
    }
    return Optional.of(
        new Contents(
            new RuleSource.Published(
                ruleSet.get(),
                clock.instant(),
                files.rules().stream().map(Path::toString).collect(Collectors.joining(" ")),
                rules),
            read.get(),
            catalogue,
            cmdb,
            routing,
            credentials,
            problems.warningLines()));
  }

  /** The certificate with which HTTP is served; none: it is served in the clear. */
  Optional<TlsFiles> tls() {
    return files.tls();
  }

  /** As they were at the start. */
  Settings settings() {
    return started;
  }

  /** Who may ask over HTTP, now; none where no file is named: everyone on this host. */
  Optional<Supplier<Credentials>> credentials() {
    return files.credentials().isEmpty()
        ? Optional.empty()
        : Optional.of(() -> current.credentials().orElseThrow());
  }

  CurrentSettings currentSettings() {
    return () -> current.settings();
  }

  /** The rules of the files; none where no file is named and they come by the API. */
  Optional<RuleSource> rules() {
    return files.rules().isEmpty() ? Optional.empty() : Optional.of(() -> current.rules());
  }

  /** How alerts are routed; none where no file says so. */
  Optional<GivenConfiguration> routing() {
    return current.routing();
  }

  TextFile catalogue() {
    return new Text(() -> current.catalogue());
  }

  TextFile cmdb() {
    return new Text(() -> current.cmdb());
  }

  private static final SourceFile NO_REMEDIATIONS =
      new SourceFile("(no catalogue)", "remediations: []\n");
  private static final SourceFile NO_ASSETS = new SourceFile("(no assets)", "assets: {}\n");

  /**
   * What the files say.
   *
   * @param warnings of all files, a line each
   */
  private record Contents(
      RuleSource.Published rules,
      Settings settings,
      SourceFile catalogue,
      SourceFile cmdb,
      Optional<GivenConfiguration> routing,
      Optional<Credentials> credentials,
      String warnings) {}

  /** A file whose text may change. */
  private record Text(Supplier<SourceFile> file) implements TextFile {
    @Override
    public String name() {
      return file.get().name();
    }

    @Override
    public String text() {
      return file.get().text();
    }
  }
}
