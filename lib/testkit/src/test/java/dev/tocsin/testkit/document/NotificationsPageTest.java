package dev.tocsin.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tocsin.core.breaker.Outcome;
import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Notification;
import dev.tocsin.core.delivery.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/notifications.md} says what receivers get, and what their answers do. */
class NotificationsPageTest {
  private static final Page PAGE = Page.read("docs/notifications.md");
  private static final Path GOLDEN = Page.root().resolve("lib/core/src/test/resources/golden");
  private static final Pattern SURROGATES = Pattern.compile("\\\\u(D[89AB]..)\\\\u(D[C-F]..)");
  private static final Pattern BLANKS_OUTSIDE_TEXTS =
      Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")|\\s+");

  static List<String> goldenFiles() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("notification_"))
              .toList();
      assertThat(names).hasSizeGreaterThanOrEqualTo(5);
      return names;
    }
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void examples_haveEveryGoldenFile(String name) {
    assertThat(PAGE.blocks("json").stream().map(NotificationsPageTest::compact))
        .contains(withoutEscapedPairs(read(GOLDEN.resolve(name)).strip()));
  }

  @Test
  void examples_areGoldenFilesOnly() throws IOException {
    assertThat(PAGE.blocks("json")).hasSameSizeAs(goldenFiles());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void kinds_haveAHeadingAndAnExample(Kind kind) {
    assertThat(PAGE.text()).contains("\n### " + kind.code() + "\n");
    assertThat(examplesOf(kind)).isNotEmpty();
  }

  /** All that are sent. */
  static Stream<Kind> kinds() {
    return Stream.of(Kind.values());
  }

  @Test
  void fields_areThoseOfTheNotificationInTheirOrder() {
    assertThat(PAGE.table("Fields"))
        .extracting(row -> row.get(0))
        .containsExactlyElementsOf(
            Arrays.stream(Notification.class.getRecordComponents())
                .map(component -> '`' + snakeCase(component) + '`')
                .toList());
  }

  @Test
  void fields_arePresentInTheKindsWhoseExamplesHaveThem() {
    for (List<String> row : PAGE.table("Fields")) {
      String field = '"' + Page.code(row.get(0)).getFirst() + "\":";
      if (row.get(2).equals("always")) {
        assertThat(PAGE.blocks("json").stream().map(NotificationsPageTest::compact))
            .as(field)
            .allMatch(example -> example.contains(field));
      } else {
        assertThat(
                kinds()
                    .filter(kind -> examplesOf(kind).anyMatch(example -> example.contains(field)))
                    .map(Kind::code))
            .as(field)
            .containsExactlyInAnyOrderElementsOf(Page.code(row.get(2)));
      }
    }
  }

  private static Stream<String> examplesOf(Kind kind) {
    return PAGE.blocks("json").stream()
        .map(NotificationsPageTest::compact)
        .filter(example -> example.contains("\"state\":\"" + kind.code() + '"'));
  }

  @Test
  void answers_meanWhatTheTableSays() {
    List<List<String>> rows = PAGE.table("Answers");
    for (int status = 200; status < 600; status++) {
      Attempt attempt = Attempt.answered(status, Optional.empty(), "");
      String happens =
          switch (attempt) {
            case Attempt.Accepted accepted -> "accepted";
            case Attempt.Retryable retryable -> "tried again";
            case Attempt.Permanent permanent -> "refused: a dead letter, at once";
          };
      String failure = attempt.outcome() == Outcome.FAILURE ? "yes" : "no";
      int code = status;
      assertThat(rows.stream().filter(row -> covers(row.get(0), code)).findFirst())
          .as("HTTP %s", status)
          .hasValueSatisfying(
              row -> assertThat(row.subList(1, 3)).containsExactly(happens, failure));
    }
  }

  private static boolean covers(String cell, int status) {
    return Arrays.stream(cell.split(", "))
        .map(range -> range.split("–"))
        .flatMapToInt(ends ->
            IntStream.rangeClosed(
                Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
        .anyMatch(code -> code == status);
  }

  @Test
  void states_areTheReasonsOfDeliveries() {
    assertThat(PAGE.table("States of a delivery"))
        .extracting(
            row -> entry(Page.code(row.get(0)).getFirst(), Page.code(row.get(1)).getFirst()))
        .containsExactlyElementsOf(
            Stream.of(Reason.values())
                .map(reason -> entry(reason.code(), reason.state().code()))
                .toList());
  }

  private static String snakeCase(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String compact(String json) {
    return BLANKS_OUTSIDE_TEXTS
        .matcher(json)
        .replaceAll(found ->
            found.group(1) == null ? "" : java.util.regex.Matcher.quoteReplacement(found.group(1)));
  }

  /** Characters beyond 16 bits as they are, which the page shows, and JSON may escape. */
  private static String withoutEscapedPairs(String json) {
    return SURROGATES
        .matcher(json)
        .replaceAll(pair ->
            new String(
                new char[] {
                  (char) Integer.parseInt(pair.group(1), 16),
                  (char) Integer.parseInt(pair.group(2), 16)
                }));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
