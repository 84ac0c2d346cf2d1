package dev.tocsin.core.yaml;

import dev.tocsin.core.yaml.YamlNode.Mapping;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import dev.tocsin.core.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes nodes as YAML that loaders of version 1.1 and 1.2 read alike. */
public final class YamlText {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder().setSchema(new CoreSchema()).setSplitLines(false).build();
  private static final ScalarResolver RESOLVER = new CoreScalarResolver(false);

  /** Words that are flags in version 1.1 and texts in 1.2. */
  private static final Set<String> FLAGS = Set.of("y", "n", "yes", "no", "on", "off");

  private YamlText() {}

  /**
   * One document, in block style: without comments, anchors, or the quotes that it does not need.
   */
  public static String of(YamlNode document) {
    Text text = new Text();
    new Dump(SETTINGS).dumpNode(node(document), text);
    return text.toString();
  }

  private static Node node(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar(scalar);
      case Sequence list ->
          new SequenceNode(
              Tag.SEQ,
              list.items().stream().map(YamlText::node).toList(),
              list.items().isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
      case Mapping map -> {
        List<NodeTuple> fields =
            map.fields().stream()
                .map(field -> new NodeTuple(node(field.name()), node(field.value())))
                .toList();
        yield new MappingNode(Tag.MAP, fields, fields.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
      }
    };
  }

  private static Node scalar(Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> new ScalarNode(Tag.STR, scalar.text(), style(scalar.text()));
      case NUMBER ->
          new ScalarNode(RESOLVER.resolve(scalar.text(), true), scalar.text(), ScalarStyle.PLAIN);
      case FLAG -> new ScalarNode(Tag.BOOL, scalar.text(), ScalarStyle.PLAIN);
      case NOTHING -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
    };
  }

  private static ScalarStyle style(String text) {
    if (text.indexOf('\n') >= 0) {
      return ScalarStyle.LITERAL;
    }
    boolean isPlain =
        !text.isEmpty()
            && isLetter(text.charAt(0))
            && text.chars().allMatch(YamlText::isPlain)
            && !FLAGS.contains(text.toLowerCase(Locale.ROOT));
    return isPlain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
  }

  private static boolean isPlain(int c) {
    return isLetter(c) || (c >= '0' && c <= '9') || "_-./".indexOf(c) >= 0;
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** The library writes into it. */
  private static final class Text implements StreamDataWriter {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(String part) {
      text.append(part);
    }

    @Override
    public void write(String part, int from, int length) {
      text.append(part, from, from + length);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
