package dev.tocsin.notifier.routing;

import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.routing.config.ConfigurationText;
import dev.tocsin.routing.config.FileReferences;
import dev.tocsin.routing.config.NotBuilt;
import dev.tocsin.routing.config.ReadingOptions;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.config.additions.Additions;
import dev.tocsin.routing.config.additions.AdditionsFile;
import dev.tocsin.routing.config.reader.RoutingFile;
import dev.tocsin.routing.matcher.MatcherSyntax;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A configuration as it is given, not read yet.
 *
 * @param additions Tocsin's own file, {@code tocsin.yml}
 * @param folder where files that it names are looked for; empty when it may name none
 */
public record GivenConfiguration(
    SourceFile alertmanager, Optional<SourceFile> additions, Optional<String> folder) {
  /** Files on the local disk. */
  public static GivenConfiguration ofFiles(
      SourceFile alertmanager, Optional<SourceFile> additions) {
    return new GivenConfiguration(
        alertmanager,
        additions,
        Optional.ofNullable(path(alertmanager).getParent()).map(Path::toString));
  }

  /** Texts that came by API. */
  public static GivenConfiguration byApi(SourceFile alertmanager, Optional<SourceFile> additions) {
    return new GivenConfiguration(alertmanager, additions, Optional.empty());
  }

  /** The texts of a version, which messages name. */
  static GivenConfiguration ofVersion(long number, ConfigurationText text) {
    String name = "configuration " + number;
    return new GivenConfiguration(
        new SourceFile(name, text.alertmanager()),
        text.additions().map(additions -> new SourceFile(name + ", tocsin.yml", additions)),
        text.folder());
  }

  /** Alertmanager's file on the local disk, by its whole path. */
  String file() {
    return path(alertmanager).toString();
  }

  private static Path path(SourceFile file) {
    return Path.of(file.name()).toAbsolutePath().normalize();
  }

  ConfigurationText text() {
    return new ConfigurationText(alertmanager.text(), additions.map(SourceFile::text), folder);
  }

  /** What it says, with matchers in this syntax; empty when there are problems. */
  Optional<ReadConfiguration> read(MatcherSyntax matchers, Problems problems) {
    FileReferences files = folder.isPresent() ? FileReferences.ALLOWED : FileReferences.REFUSED;
    return RoutingFile.read(alertmanager, new ReadingOptions(files, matchers), problems)
        .flatMap(configuration ->
            readAdditions(configuration, problems)
                .map(added ->
                    new ReadConfiguration(
                        configuration.withNotificationService(added.notificationService()),
                        added)));
  }

  private Optional<Additions> readAdditions(RoutingConfiguration configuration, Problems problems) {
    return additions.isEmpty()
        ? Optional.of(Additions.NONE)
        : AdditionsFile.read(additions.get(), configuration, problems);
  }

  /** {@link #read} of what asks for nothing that Tocsin cannot do yet. */
  public Optional<ReadConfiguration> readToActivate(MatcherSyntax matchers, Problems problems) {
    Optional<ReadConfiguration> read = read(matchers, problems);
    read.map(ReadConfiguration::configuration)
        .map(NotBuilt::sentences)
        .ifPresent(sentences ->
            sentences.forEach(
                sentence -> problems.add(Position.startOf(alertmanager.name()), sentence)));
    return read.filter(found -> problems.isEmpty());
  }
}
