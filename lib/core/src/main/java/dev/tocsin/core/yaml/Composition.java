package dev.tocsin.core.yaml;

import dev.tocsin.core.yaml.YamlNode.Field;
import dev.tocsin.core.yaml.YamlNode.Kind;
import dev.tocsin.core.yaml.YamlNode.Mapping;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import dev.tocsin.core.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Makes nodes of a parser's events. It is done here and not by the library's composer because that
 * one stops at the first repeated name, and descends as deep as a hostile text leads it.
 */
final class Composition {
  static final int MAX_DEPTH = 64;
  static final int MAX_ALIASES = 100;

  /** How many nodes all aliases of a file may stand for: what ends bombs of nested aliases. */
  static final int MAX_ALIASED_NODES = 100_000;

  private static final ScalarResolver RESOLVER = new CoreScalarResolver(false);

  private final String file;
  private final Iterator<Event> events;
  private final Problems problems;
  private final Map<Anchor, YamlNode> anchored = new HashMap<>();
  private int aliases;
  private int aliasedNodes;

  Composition(String file, Iterator<Event> events, Problems problems) {
    this.file = file;
    this.events = events;
    this.problems = problems;
  }

  /** The document whose start was read last. */
  YamlNode document() {
    anchored.clear();
    return node(events.next(), 0);
  }

  private YamlNode node(Event event, int depth) {
    Position at = at(event);
    if (depth > MAX_DEPTH) {
      throw new LimitExceeded(Problem.at(at, "nested deeper than " + MAX_DEPTH + " levels"));
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias, at);
    }
    YamlNode node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, at);
          case MappingStartEvent start -> mapping(start, at, depth);
          case CollectionStartEvent start -> sequence(start, at, depth);
          default -> throw new IllegalStateException("no node begins with " + event);
        };
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchored.put(anchor, node));
    return node;
  }

  private YamlNode aliased(AliasEvent alias, Position at) {
    YamlNode node = anchored.get(alias.getAlias());
    if (node == null) {
      throw new LimitExceeded(
          Problem.at(at, "alias *" + alias.getAlias().getValue() + " names no anchor before it"));
    }
    aliases++;
    aliasedNodes += node.weight();
    if (aliases > MAX_ALIASES) {
      throw new LimitExceeded(Problem.at(at, "more than " + MAX_ALIASES + " aliases in one file"));
    }
    if (aliasedNodes > MAX_ALIASED_NODES) {
      throw new LimitExceeded(
          Problem.at(
              at, "the aliases of this file stand for more than " + MAX_ALIASED_NODES + " nodes"));
    }
    return node;
  }

  private YamlNode sequence(CollectionStartEvent start, Position at, int depth) {
    checkTag(start.getTag(), Tag.SEQ, at);
    List<YamlNode> items = new ArrayList<>();
    int weight = 1;
    Event event = events.next();
    while (!(event instanceof SequenceEndEvent)) {
      YamlNode item = node(event, depth + 1);
      items.add(item);
      weight += item.weight();
      event = events.next();
    }
    return new Sequence(at, items, weight);
  }

  private YamlNode mapping(MappingStartEvent start, Position at, int depth) {
    checkTag(start.getTag(), Tag.MAP, at);
    Map<String, Field> fields = new LinkedHashMap<>();
    int weight = 1;
    Event event = events.next();
    while (!(event instanceof MappingEndEvent)) {
      YamlNode name = node(event, depth + 1);
      YamlNode value = node(events.next(), depth + 1);
      weight += name.weight() + value.weight();
      add(fields, name, value);
      event = events.next();
    }
    return new Mapping(at, List.copyOf(fields.values()), weight);
  }

  private void add(Map<String, Field> fields, YamlNode name, YamlNode value) {
    if (!(name instanceof Scalar scalar)) {
      problems.add(
          name.at(),
          "the name of a field must be a text, not "
              + name.described()
              + (name instanceof Mapping ? "; a value that begins with {{ needs quotes" : ""));
    } else if (scalar.text().equals("<<")) {
      problems.add(name.at(), "merge key \"<<\" is not part of YAML 1.2: write its fields out");
    } else {
      Field first = fields.putIfAbsent(scalar.text(), new Field(scalar, value));
      if (first != null) {
        problems.add(
            name.at(),
            "field "
                + scalar.quoted()
                + " stands here a second time: the first is at "
                + first.name().at());
      }
    }
  }

  private Scalar scalar(ScalarEvent event, Position at) {
    checkTag(event.getTag(), Tag.STR, at);
    String text = event.getValue();
    if (text.indexOf(0) >= 0 || halfSurrogate(text)) {
      problems.add(at, "text holds U+0000 or half a surrogate pair, which no text may hold");
    }
    boolean plain = event.isPlain() && event.getTag().isEmpty();
    return new Scalar(at, plain ? kind(RESOLVER.resolve(text, true)) : Kind.TEXT, text);
  }

  private static boolean halfSurrogate(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  private static Kind kind(Tag tag) {
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return Kind.NUMBER;
    }
    if (tag.equals(Tag.BOOL)) {
      return Kind.FLAG;
    }
    return tag.equals(Tag.NULL) ? Kind.NOTHING : Kind.TEXT;
  }

  private void checkTag(Optional<String> tag, Tag allowed, Position at) {
    tag.filter(other -> !other.equals("!") && !other.equals(allowed.getValue()))
        .ifPresent(other ->
            problems.add(
                at,
                "tag \"" + other + "\" is not supported: remove it, or put the value in quotes"));
  }

  private Position at(Event event) {
    Mark mark =
        event.getStartMark().orElseThrow(() -> new IllegalStateException("event without mark"));
    return YamlDocuments.position(file, mark);
  }

  /** Ends the reading of a text that exceeds a limit. */
  static final class LimitExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    LimitExceeded(Problem problem) {
      super(problem.message());
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }
}
