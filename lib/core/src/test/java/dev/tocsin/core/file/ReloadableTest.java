package dev.tocsin.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReloadableTest {
  private static final class Changing implements TextFile {
    private String text = "1";

    @Override
    public String name() {
      return "n.yaml";
    }

    @Override
    public String text() {
      if (text.isEmpty()) {
        throw new IllegalStateException("gone");
      }
      return text;
    }
  }

  private final Changing file = new Changing();

  private static Optional<Integer> number(String name, String text, Problems problems) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException bad) {
      problems.add(Position.startOf(name), "no number");
      return Optional.empty();
    }
  }

  @Test
  void current_fileChanges_followsIt() {
    Reloadable<Integer> value = new Reloadable<>(file, ReloadableTest::number);
    assertThat(value.current()).isEqualTo(1);
    file.text = "2";
    assertThat(value.current()).isEqualTo(2);
  }

  @Test
  void current_sameText_isReadOnce() {
    AtomicInteger reads = new AtomicInteger();
    Reloadable<Integer> value =
        new Reloadable<>(file, (name, text, problems) -> Optional.of(reads.incrementAndGet()));
    assertThat(value.current()).isEqualTo(1);
    assertThat(value.current()).isEqualTo(1);
  }

  @Test
  void current_faultyOrUnreadableFile_theLastGoodOneStaysAndEachFaultIsReportedOnce() {
    List<String> reported = new ArrayList<>();
    Reloadable<Integer> value =
        new Reloadable<>(
            file, ReloadableTest::number, problems -> reported.add(problems.toString()));
    assertThat(value.current()).isEqualTo(1);
    for (String text : List.of("x", "x", "", "", "1", "x")) {
      file.text = text;
      assertThat(value.current()).isEqualTo(1);
    }
    assertThat(reported)
        .containsExactly(
            "n.yaml:1:1: no number", "n.yaml:1:1: cannot be read: gone", "n.yaml:1:1: no number");
  }

  @Test
  void reload_faultyFile_saysWhatIsWrong() {
    Reloadable<Integer> value = new Reloadable<>(file, ReloadableTest::number);
    assertThat(value.reload().isEmpty()).isTrue();
    file.text = "x";
    assertThat(value.reload()).hasToString("n.yaml:1:1: no number");
  }

  @Test
  void current_neverGood_throwsItsProblemsUntilItIs() {
    file.text = "x";
    Reloadable<Integer> value = new Reloadable<>(file, ReloadableTest::number);
    assertThatIllegalStateException()
        .isThrownBy(value::current)
        .withMessage("n.yaml:1:1: no number");
    file.text = "3";
    assertThat(value.current()).isEqualTo(3);
  }

  @Test
  void currentOr_neverGood_isTheOther() {
    Reloadable<Integer> value = new Reloadable<>(file, ReloadableTest::number);
    file.text = "x";
    assertThat(value.currentOr(7)).isEqualTo(7);
    file.text = "2";
    assertThat(value.currentOr(7)).isEqualTo(2);
    file.text = "x";
    assertThat(value.currentOr(7)).isEqualTo(2);
  }
}
