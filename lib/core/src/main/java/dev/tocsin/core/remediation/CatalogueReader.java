package dev.tocsin.core.remediation;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a catalogue file: {@code remediations: [{id, name, action, alert_rules, …}]}. */
public final class CatalogueReader {
  private static final int MOST_ATTEMPTS = 100_000;
  private static final Duration STANDARD_COOLDOWN = Duration.ofHours(1);
  private static final Pattern ID = Pattern.compile("[a-z0-9_]{1,64}");
  private static final Shape<String> ID_TEXT =
      Shape.text()
          .as(text -> {
            if (!ID.matcher(text).matches()) {
              throw new IllegalArgumentException(
                  "must be 1 to 64 of a-z 0-9 _, not \"%s\"".formatted(text));
            }
            return text;
          });

  private final Map<String, Position> ids = new HashMap<>();

  private CatalogueReader() {}

  /** The catalogue of a file; empty when there is a problem. A file with nothing in it is one. */
  public static Optional<Catalogue> read(String file, String text, Problems problems) {
    int before = problems.size();
    CatalogueReader reader = new CatalogueReader();
    List<Remediation> remediations = new ArrayList<>();
    for (YamlNode document : YamlDocuments.read(file, text, problems)) {
      Fields.of("a catalogue", document, problems)
          .flatMap(reader::catalogue)
          .ifPresent(remediations::addAll);
    }
    return problems.size() == before ? Optional.of(new Catalogue(remediations)) : Optional.empty();
  }

  private Optional<List<Remediation>> catalogue(Fields fields) {
    Optional<List<Remediation>> entries =
        fields.required(
            "remediations", Shape.listOf(Shape.mapping("a remediation", this::remediation)));
    return fields.build(entries::orElseThrow);
  }

  private Optional<Remediation> remediation(Fields fields) {
    Optional<String> id = fields.required("id", ID_TEXT);
    id.ifPresent(value -> unique(value, fields));
    Optional<String> name = fields.required("name", Shape.text());
    Optional<HttpAction> action =
        fields.required("action", Shape.mapping("an action", CatalogueReader::action));
    Optional<List<String>> rules =
        fields.required("alert_rules", Shape.listOf(ID_TEXT).as(CatalogueReader::notEmpty));
    boolean asks = fields.optional("requires_approval", Shape.flag(), false);
    approval(asks, fields);
    int attempts = fields.optional("max_attempts", Shape.integer(1, MOST_ATTEMPTS), 1);
    Duration cooldown = fields.optional("cooldown", Shape.duration(), STANDARD_COOLDOWN);
    return fields.build(() ->
        new Remediation(
            id.orElseThrow(),
            name.orElseThrow(),
            action.orElseThrow(),
            rules.orElseThrow(),
            asks,
            attempts,
            cooldown));
  }

  private void unique(String id, Fields fields) {
    Position first = ids.putIfAbsent(id, fields.at("id"));
    if (first != null) {
      fields.problem(
          "id", "id \"%s\" stands here a second time: the first is at %s".formatted(id, first));
    }
  }

  /** Possession of the link decides only where the catalogue says so; nothing else can yet. */
  private static void approval(boolean asks, Fields fields) {
    boolean given = fields.optional("approval", Shape.oneOf(Map.of("link", "link"))).isPresent();
    if (asks && !fields.has("approval")) {
      fields.problem(
          "requires_approval",
          "requires_approval needs \"approval: link\": whoever has the link decides");
    } else if (given && !asks) {
      fields.problem("approval", "approval has no meaning without \"requires_approval: true\"");
    }
  }

  private static List<String> notEmpty(List<String> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("must name at least one rule");
    }
    return list;
  }

  private static Optional<HttpAction> action(Fields fields) {
    fields.required("type", Shape.oneOf(Map.of(HttpAction.TYPE, HttpAction.TYPE)));
    String method = fields.optional("method", Shape.text().as(CatalogueReader::method), "POST");
    Optional<Template> url =
        fields.required("url", Shape.text().as(template(HttpActionCheck::url)));
    Map<String, String> headers = fields.optional("headers", Shape.texts(), Map.of());
    headers.forEach((name, value) ->
        HttpActionCheck.header(name, value)
            .ifPresent(problem -> fields.problem("headers", problem)));
    Optional<Template> body =
        fields.optional("body", Shape.anyText().as(template(HttpActionCheck::body)));
    return fields.build(() -> new HttpAction(method, url.orElseThrow(), headers, body));
  }

  private static String method(String text) {
    if (!HttpActionCheck.METHODS.contains(text)) {
      throw new IllegalArgumentException(
          "must be one of %s, not \"%s\""
              .formatted(
                  String.join(", ", HttpActionCheck.METHODS.stream().sorted().toList()), text));
    }
    return text;
  }

  private static Function<String, Template> template(Function<Template, Optional<String>> check) {
    return text -> {
      Template template = Template.parse(text);
      check
          .apply(template)
          .ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
          });
      return template;
    };
  }
}
