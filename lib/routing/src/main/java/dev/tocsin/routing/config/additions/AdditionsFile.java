package dev.tocsin.routing.config.additions;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.team.ResponseTimes;
import dev.tocsin.routing.team.Teams;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code tocsin.yml}, the file beside Alertmanager's configuration: one document, all of
 * whose problems are found together.
 */
public final class AdditionsFile {
  private static final String THING = "tocsin.yml";

  private AdditionsFile() {}

  /**
   * The additions; empty when there are problems. A file without a document is as no file.
   *
   * @param configuration whose receivers the file names
   */
  public static Optional<Additions> read(
      SourceFile file, RoutingConfiguration configuration, Problems problems) {
    int before = problems.size();
    List<YamlNode> documents = YamlDocuments.read(file.name(), file.text(), problems);
    if (documents.size() > 1) {
      problems.add(documents.get(1).at(), "this file must be one document");
    }
    Optional<Additions> read =
        documents.isEmpty()
            ? Optional.of(Additions.NONE)
            : Shape.mapping(THING, fields -> additions(fields, configuration))
                .read(THING, documents.getFirst(), problems);
    return read.filter(additions -> problems.size() == before);
  }

  private static Optional<Additions> additions(Fields fields, RoutingConfiguration configuration) {
    ReceiverFields receivers = new ReceiverFields(configuration.receivers().keySet());
    Teams teams = new TeamFields().read(fields);
    Optional<Overdue> overdue =
        fields.optional("overdue", Shape.mapping("overdue", AdditionsFile::overdue));
    Duration grace = overdue.map(Overdue::grace).orElse(ResponseTimes.DEFAULT.grace());
    ResponseTimes times = ResponseTimeFields.read(fields, grace);
    Map<String, String> fallbacks = receivers.fallbacks(fields);
    Set<String> service = receivers.notificationService(fields);
    return fields.build(() ->
        new Additions(
            teams, times, fallbacks, service, overdue.map(Overdue::notifies).orElse(true)));
  }

  private record Overdue(boolean notifies, Duration grace) {}

  private static Optional<Overdue> overdue(Fields fields) {
    boolean notifies = fields.optional("notify", Shape.flag(), true);
    Duration grace = fields.optional("grace", Shape.duration(), ResponseTimes.DEFAULT.grace());
    return fields.build(() -> new Overdue(notifies, grace));
  }
}
