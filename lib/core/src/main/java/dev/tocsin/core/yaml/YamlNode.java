package dev.tocsin.core.yaml;

import java.util.List;

/** A part of a YAML document, with the place where it begins. */
public sealed interface YamlNode {
  Position at();

  /** How many nodes this one is made of, itself included; what an alias stands for counts anew. */
  int weight();

  /** What it is and what it holds, for a sentence: {@code the text "abc"}, {@code a list}. */
  String described();

  /**
   * A single value.
   *
   * @param text the value as written; of a quoted one, what stands between the quotes
   */
  record Scalar(Position at, Kind kind, String text) implements YamlNode {
    private static final int SHOWN = 60;

    @Override
    public int weight() {
      return 1;
    }

    @Override
    public String described() {
      return switch (kind) {
        case TEXT -> "the text " + quoted();
        case NUMBER -> "the number " + text;
        case FLAG -> text;
        case NOTHING -> "nothing";
      };
    }

    /** The text in quotes, shortened to what fits a sentence. */
    String quoted() {
      return text.codePointCount(0, text.length()) <= SHOWN
          ? '"' + text + '"'
          : '"' + text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…\"";
    }
  }

  /** What YAML 1.2 (core schema) takes a single value for. */
  enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    NOTHING
  }

  /** A list. */
  record Sequence(Position at, List<YamlNode> items, int weight) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String described() {
      return "a list";
    }
  }

  /** Named fields, in the order of the file; no name stands twice. */
  record Mapping(Position at, List<Field> fields, int weight) implements YamlNode {
    public Mapping {
      fields = List.copyOf(fields);
    }

    @Override
    public String described() {
      return "a map";
    }
  }

  /** A name and what stands under it. */
  record Field(Scalar name, YamlNode value) {}
}
