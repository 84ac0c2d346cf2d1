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
import dev.tocsin.core.yaml.Faults;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleBook;
import dev.tocsin.engine.rule.TopicConflicts;
import dev.tocsin.engine.rule.file.RuleFiles;
import dev.tocsin.evaluator.RuleSource;
import dev.tocsin.local.http.TlsFiles;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user's files as they were last read without a fault. */
public final class LoadedFiles {
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
   * @throws UserError with all faults, a line each
   */
  public static LoadedFiles read(PipelineFiles files, InstantSource clock) {
    Faults faults = new Faults();
    Optional<Contents> read = contents(files, clock, faults);
    // Its server reads it again by itself: a certificate that expires keeps no rule from changing.
    requireCertificate(files, clock, faults, read.isPresent());
    return new LoadedFiles(
        files,
        clock,
        read.orElseThrow(() -> new UserError("nothing is started, for these faults:\n" + faults)));
  }

  private static void requireCertificate(
      PipelineFiles files, InstantSource clock, Faults faults, boolean othersAreGood) {
    try {
      files.tls().ifPresent(tls -> tls.read(clock.instant()));
    } catch (UserError fault) {
      throw othersAreGood
          ? fault
          : new UserError(
              "nothing is started, for these faults:\n%s\n%s"
                  .formatted(faults, fault.getMessage()));
    }
  }

  /** Reads all files again; when one of them has a fault, nothing changes. Says what came of it. */
  boolean reload() {
    return reloadOrFaults().isEmpty();
  }

  /** The same; returns the faults, a line each, for which nothing has changed, or nothing. */
  synchronized Optional<String> reloadOrFaults() {
    Faults faults = new Faults();
    Optional<Contents> read = contents(files, clock, faults);
    if (read.isEmpty()) {
      LOG.error("nothing is reloaded, for these faults:\n{}", faults);
      return Optional.of(faults.toString());
    }
    if (!started.mayBecome(read.get().settings())) {
      LOG.warn("topics, limits and public_url have changed: they take effect at the next start");
    }
    current = read.get();
    LOG.info("reloaded {} rules", current.rules().book().rules().size());
    return Optional.empty();
  }

  private static Optional<Contents> contents(
      PipelineFiles files, InstantSource clock, Faults faults) {
    Optional<Settings> read =
        files.settings().isEmpty()
            ? Optional.of(Settings.DEFAULT)
            : PipelineFiles.read(files.settings(), faults)
                .flatMap(file -> SettingsFile.read(file, faults));
    List<SourceFile> rules = files.readRules(faults);
    Optional<RuleBook> book =
        RuleFiles.read(rules, read.orElse(Settings.DEFAULT).limits(), LimitHits.NONE, faults);
    if (book.isPresent() && read.isPresent()) {
      TopicConflicts.of(read.get(), book.get()).forEach(faults::add);
    }
    SourceFile catalogue = PipelineFiles.read(files.remediations(), faults).orElse(NO_REMEDIATIONS);
    boolean catalogueIsGood =
        CatalogueReader.read(catalogue.name(), catalogue.text(), faults).isPresent();
    SourceFile cmdb = PipelineFiles.read(files.cmdb(), faults).orElse(NO_ASSETS);
    boolean cmdbIsGood = CmdbReader.read(cmdb.name(), cmdb.text(), faults).isPresent();
    Optional<Credentials> credentials =
        PipelineFiles.read(files.credentials(), faults)
            .flatMap(file -> CredentialsFile.read(file, faults));
    if (!faults.isEmpty() || book.isEmpty() || read.isEmpty() || !catalogueIsGood || !cmdbIsGood) {
      return Optional.empty();
    }
    return Optional.of(
        new Contents(
            new RuleSource.Published(
                book.get(),
                clock.instant(),
                files.rules().stream().map(Path::toString).collect(Collectors.joining(" ")),
                rules),
            read.get(),
            catalogue,
            cmdb,
            credentials));
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

  TextFile catalogue() {
    return new Text(() -> current.catalogue());
  }

  TextFile cmdb() {
    return new Text(() -> current.cmdb());
  }

  private static final SourceFile NO_REMEDIATIONS =
      new SourceFile("(no catalogue)", "remediations: []\n");
  private static final SourceFile NO_ASSETS = new SourceFile("(no assets)", "assets: {}\n");

  /** What the files say. */
  private record Contents(
      RuleSource.Published rules,
      Settings settings,
      SourceFile catalogue,
      SourceFile cmdb,
      Optional<Credentials> credentials) {}

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
