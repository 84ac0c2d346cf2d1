package dev.tocsin.engine.rulefile;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problem;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.YamlDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The problems of files of rules that are wrong. */
class RuleProblemsTest {
  private static final Pattern REPEATED = Pattern.compile("<(\\d+)(.)>");

  private final Problems problems = new Problems();

  /**
   * The table: {@code ==} an idea, then a file, then {@code --} each of its problems. In the file
   * {@code <TAB>} and {@code <BEL>} stand for these characters, {@code <65a>} for 65 times an a.
   */
  static List<Arguments> faultyFiles() throws IOException {
    try (InputStream input = RuleProblemsTest.class.getResourceAsStream("problems.txt")) {
      String table = new String(input.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(table.split("(?m)^== ")).skip(1).map(RuleProblemsTest::row).toList();
    }
  }

  private static Arguments row(String row) {
    List<String> lines = row.lines().filter(line -> !line.isBlank()).toList();
    String text =
        lines.stream()
            .skip(1)
            .filter(line -> !line.startsWith("-- "))
            .collect(joining("\n"))
            .replace("<TAB>", "\t")
            .replace("<BEL>", "\u0007");
    String expected = lines.stream().filter(line -> line.startsWith("-- ")).collect(joining("\n"));
    return Arguments.of(
        lines.getFirst(),
        REPEATED
            .matcher(text)
            .replaceAll(found -> found.group(2).repeat(Integer.parseInt(found.group(1)))),
        expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultyFiles")
  void read_faultyFile_reportsTheseProblems(String idea, String text, String expected) {
    assertThat(read(text)).isEqualTo(expected);
  }

  @Test
  void faultyFiles_areManyAndDiffer() throws IOException {
    List<Object> ideas = faultyFiles().stream().map(row -> row.get()[0]).toList();
    assertThat(ideas).hasSizeGreaterThan(140).doesNotHaveDuplicates();
  }

  private String read(String text) {
    RuleFiles.read(List.of(new SourceFile("rules.yaml", text)), problems);
    return problems.list().stream().map(RuleProblemsTest::emitted).collect(joining("\n"));
  }

  private static String emitted(Problem problem) {
    return "-- " + problem.line() + ":" + problem.column() + ": " + problem.message();
  }

  @Test
  void read_aByteOrderMark_isNoProblem() {
    assertThat(read("\uFEFFgroups: []\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\n---\n# nothing\n", "---\n...\n", "\uFEFF", "~\n"})
  void read_fileThatSaysNothing_isRefused(String text) {
    assertThat(read(text))
        .isEqualTo("-- 1:1: this file is empty: to have no rules, write groups: []");
  }

  @Test
  void read_deepNesting_isRefused() {
    assertThat(read("groups: " + "[".repeat(5_000)))
        .isEqualTo("-- 1:73: nested deeper than 64 levels");
  }

  /** Nine levels of nine aliases stand for nearly half a billion texts. */
  @Test
  void read_bombOfAliases_isRefused() {
    String bomb =
        IntStream.rangeClosed(1, 9)
            .mapToObj(level ->
                "l%d: &l%d [%s]\n"
                    .formatted(
                        level,
                        level,
                        IntStream.range(0, 9)
                            .mapToObj(item -> level == 1 ? "x" : "*l" + (level - 1))
                            .collect(joining(", "))))
            .collect(Collectors.joining());
    assertThat(read(bomb))
        .isEqualTo("-- 6:10: the aliases of this file stand for more than 100000 nodes");
  }

  @Test
  void read_aliasesWithoutEnd_areRefused() {
    assertThat(read("a: &a x\nb: [" + "*a, ".repeat(200) + "]"))
        .isEqualTo("-- 2:405: more than 100 aliases in one file");
  }

  @Test
  void read_hugeText_isRefusedUnread() {
    assertThat(read("x".repeat(YamlDocuments.MAX_CHARACTERS + 1)))
        .isEqualTo(
            "-- 1:1: file has 16777217 characters: at most 16777216 are read; split it into"
                + " several files");
  }

  @Test
  void read_problemsWithoutEnd_areCounted() {
    assertThat(read("groups: [" + "x,".repeat(3_000) + "]").lines()).hasSize(Problems.KEPT);
    assertThat(problems.toString()).endsWith("\n… and 2000 more problems");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "67 72 FF ¦ 1:3: this file is not UTF-8: byte 0xFF stands where a character should; save it as UTF-8",
        "C3 A9 0A 61 E9 62 ¦ 2:2: this file is not UTF-8: byte 0xE9 stands where a character should; save it as UTF-8",
        "61 C3 ¦ 1:2: this file is not UTF-8: byte 0xC3 stands where a character should; save it as UTF-8",
        "C0 80 ¦ 1:1: this file is not UTF-8: byte 0xC0 stands where a character should; save it as UTF-8",
        "FF FE 67 00 ¦ 1:1: this file is UTF-16: save it as UTF-8",
        "FE FF 00 67 ¦ 1:1: this file is UTF-16: save it as UTF-8",
      })
  void of_bytesThatAreNotUtf8_saysWhere(String hex, String problem) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
    assertThat(SourceFile.of("rules.yaml", bytes, problems)).isEmpty();
    assertThat(problems).hasToString("rules.yaml:" + problem);
  }

  @Test
  void of_utf8_isItsText() {
    assertThat(SourceFile.of("f", "é😀\n".getBytes(StandardCharsets.UTF_8), problems))
        .contains(new SourceFile("f", "é😀\n"));
    assertThat(SourceFile.of("f", new byte[0], problems)).contains(new SourceFile("f", ""));
  }
}
