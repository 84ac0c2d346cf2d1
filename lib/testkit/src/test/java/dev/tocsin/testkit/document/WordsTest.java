package dev.tocsin.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Code, tables, API and documents use the field's words (docs/glossary.md), not words of this
 * project alone: what stands here is written nowhere.
 */
class WordsTest {
  private static final Set<String> OTHERS =
      Set.of("target", ".git", "node_modules", ".terraform", ".idea");

  private static final Pattern TEXT =
      Pattern.compile(
          ".*\\.(java|md|sql|ya?ml|json|tf|hcl|sh|py|html|txt|xml|properties)|.*/(tocsin|run|test|check|render|localstack|archives)");

  /** Words in any form, with what is written instead. */
  private static final Pattern WORDS =
      Pattern.compile(
          "(?i:judg|verdict|whence|surplus|chronicle|effective[ _-]?time|key_state(?<!alert_key_state))"
              + "|\\b(?i:told|tells?|telling)\\b|(?<=[a-z_])Told|(?<=[a-z_])Tells?(?![a-z])"
              + "|\\b[Gg]rids?\\b|(?<![A-Za-z])grid(?=[A-Z_])|(?<![a-z])Grid(?=[A-Z])|(?<=[a-z])Grid\\b"
              + "|(?i:surroundings)");

  /** Names of types; short ones only where a file is named so. */
  private static final Pattern NAMES =
      Pattern.compile(
          "\\b(RuleBook|MetricRules|KnownRecords|RecordCutter|KeepForGrid|ArrivedSamples|SampleChunks?"
              + "|RuleInShard|KeyDirectory|PutAside|AskSources|CarryOutRuns|TakeAlerts|NoteAlerts"
              + "|IngestMessages|Timeliness|NotSayable|KeyRow|KeyStates?|JudgedBefore)\\b"
              + "|^(public |final |sealed |abstract )*(class|record|interface|enum) (Match|Taken|Incident|Faults|Line|Place|Drafts|Settle"
              + "|Judged|Intake|Seen|Refused|Said|Share)\\b");

  /** These have to name the words. */
  private static final Set<String> EXCEPTIONS =
      Set.of("lib/testkit/src/test/java/dev/tocsin/testkit/document/WordsTest.java");

  @Test
  void files_allOfThem_useTheFieldsWords() throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;
    for (Path file : files()) {
      files++;
      int number = 0;
      for (String line : Files.readString(file).lines().toList()) {
        number++;
        if (WORDS.matcher(line).find() || NAMES.matcher(line).find()) {
          found.add(Page.root().relativize(file) + ":" + number + ": " + line.strip());
        }
      }
    }
    assertThat(files).isGreaterThan(900);
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "the rule is judged, true",
    "judgedBefore, true",
    "NEVER_TOLD, false",
    "isTold, true",
    "people are told, true",
    "an intelligent retold story, false",
    "gridPoint, true",
    "OnGrid, true",
    "migrid, false",
    "effective_time, true",
    "effectiveTime, true",
    "alert_key_state, false",
    "key_state, true",
  })
  void words_ofALine_areFound(String line, boolean isFound) {
    assertThat(WORDS.matcher(line).find()).isEqualTo(isFound);
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        Page.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes unused) {
            return OTHERS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes unused) {
            String path = Page.root().relativize(file).toString();
            if (TEXT.matcher("/" + path).matches() && !EXCEPTIONS.contains(path)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
