package dev.tocsin.core.yaml;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the documents of a YAML 1.2 file, within limits that hold for files of any origin. */
public final class YamlDocuments {
  /** Longest text that is read. Whoever reads files asks for their size before. */
  public static final int MAX_CHARACTERS = 16 * 1024 * 1024;

  /** The parser copies what it holds of a value each time it reads on: many small steps cost. */
  private static final int BUFFER = 1 << 18;

  private YamlDocuments() {}

  /**
   * The documents of a text that are not empty. After a problem of syntax the rest of the text is
   * not read; what was read before is returned, so that its own problems are found too.
   */
  public static List<YamlNode> read(String file, String text, Problems problems) {
    List<YamlNode> documents = new ArrayList<>();
    if (text.length() > MAX_CHARACTERS) {
      problems.add(
          Position.startOf(file),
          "file has "
              + text.length()
              + " characters: at most "
              + MAX_CHARACTERS
              + " are read; split it into several files");
      return documents;
    }
    try {
      compose(file, text.startsWith("\uFEFF") ? text.substring(1) : text, problems, documents);
    } catch (Composition.LimitExceeded refused) {
      problems.add(refused.problem());
    } catch (MarkedYamlEngineException e) {
      Position at =
          e.getProblemMark().map(mark -> position(file, mark)).orElse(Position.startOf(file));
      problems.add(at, "not valid YAML: " + sentence(e));
    } catch (ReaderException e) {
      problems.add(
          position(file, text, e.getPosition()),
          "not valid YAML: character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      problems.add(Position.startOf(file), "not valid YAML: " + e.getMessage());
    }
    return documents;
  }

  private static void compose(
      String file, String text, Problems problems, List<YamlNode> documents) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(MAX_CHARACTERS)
            .setBufferSize(Math.clamp(text.length(), 1, BUFFER))
            .build();
    Iterator<Event> events = new Parse(settings).parseString(text).iterator();
    Composition composition = new Composition(file, events, problems);
    while (events.hasNext()) {
      if (events.next() instanceof DocumentStartEvent) {
        YamlNode document = composition.document();
        if (!(document instanceof YamlNode.Scalar scalar
            && scalar.kind() == YamlNode.Kind.NOTHING)) {
          documents.add(document);
        }
      }
    }
  }

  private static String sentence(MarkedYamlEngineException e) {
    String problem = e.getProblem().strip().replaceAll("\\s+", " ");
    String context = e.getContext() == null ? "" : e.getContext().strip() + ": ";
    return context + problem + hint(context + problem);
  }

  private static String hint(String sentence) {
    if (sentence.contains("block scalar")) {
      return "; a value that begins with > or | needs quotes";
    }
    if (sentence.contains("mapping values are not allowed")) {
      return "; a value that holds \": \" needs quotes";
    }
    if (sentence.contains("directive")) {
      return "; a text that begins with % needs quotes";
    }
    return sentence.contains("expected <block end>")
        ? "; the fields of a map, and the items of a list, are indented alike"
        : "";
  }

  static Position position(String file, Mark mark) {
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The place of the n-th code point of a text. */
  private static Position position(String file, String text, int codePoints) {
    int line = 1;
    int column = 1;
    int at = 0;
    for (int left = codePoints; left > 0 && at < text.length(); left--) {
      int c = text.codePointAt(at);
      line += c == '\n' ? 1 : 0;
      column = c == '\n' ? 1 : column + 1;
      at += Character.charCount(c);
    }
    return new Position(file, line, column);
  }
}
