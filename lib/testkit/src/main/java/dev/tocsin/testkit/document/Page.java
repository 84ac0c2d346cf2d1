package dev.tocsin.testkit.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of Markdown.
 *
 * @param path below the root of the repository
 */
public record Page(String path, String text) {
  private static final Pattern BORDER = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** Reads a page, such as {@code docs/rules.md}. */
  public static Page read(String path) {
    try {
      return new Page(path, Files.readString(root().resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The root of the repository: the nearest folder above that holds the licence. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      Path above = folder.getParent();
      if (above == null) {
        throw new IllegalStateException("no folder above has a file LICENSE");
      }
      folder = above;
    }
    return folder;
  }

  /** The rows of the first table under a heading, without its head: their cells, unescaped. */
  public List<List<String>> table(String heading) {
    List<String> lines = text.lines().toList();
    int at = indexAfter(lines, heading);
    while (at < lines.size() && !lines.get(at).startsWith("|")) {
      if (lines.get(at).startsWith("#")) {
        throw new IllegalArgumentException("%s has no table under \"%s\"".formatted(path, heading));
      }
      at++;
    }
    List<List<String>> rows = new ArrayList<>();
    for (; at < lines.size() && lines.get(at).startsWith("|"); at++) {
      rows.add(cells(lines.get(at)));
    }
    return rows.subList(2, rows.size());
  }

  private int indexAfter(List<String> lines, String heading) {
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).matches("#+ " + Pattern.quote(heading))) {
        return at + 1;
      }
    }
    throw new IllegalArgumentException("%s has no heading \"%s\"".formatted(path, heading));
  }

  private static List<String> cells(String row) {
    String inner = row.strip().substring(1, row.strip().length() - 1);
    return Arrays.stream(BORDER.split(inner, -1))
        .map(cell -> cell.strip().replace("\\|", "|"))
        .toList();
  }

  /** The fenced blocks in a language, in their order. */
  public List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The pieces of code in a cell: what stands between backticks. */
  public static List<String> code(String cell) {
    return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
  }
}
