package dev.tocsin.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tocsin.core.yaml.Faults;
import dev.tocsin.core.yaml.Position;
import java.util.Optional;
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

  private static Optional<Integer> number(String name, String text, Faults faults) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException bad) {
      faults.add(Position.startOf(name), "no number");
      return Optional.empty();
    }
  }

  @Test
  void reload_goodFile_isActive() {
    Reloadable<Integer> value = new Reloadable<>(file, ReloadableTest::number);
    file.text = "2";
    assertThat(value.current()).isEqualTo(1);
    assertThat(value.reload().isEmpty()).isTrue();
    assertThat(value.current()).isEqualTo(2);
  }

  @Test
  void reload_faultyOrUnreadableFile_theLastGoodOneStays() {
    Reloadable<Integer> value = new Reloadable<>(file, ReloadableTest::number);
    file.text = "x";
    assertThat(value.reload()).hasToString("n.yaml:1:1: no number");
    file.text = "";
    assertThat(value.reload()).hasToString("n.yaml:1:1: cannot be read: gone");
    assertThat(value.current()).isEqualTo(1);
  }

  @Test
  void new_faultyFile_isRefusedWithItsFaults() {
    file.text = "x";
    assertThatIllegalStateException()
        .isThrownBy(() -> new Reloadable<>(file, ReloadableTest::number))
        .withMessage("n.yaml:1:1: no number");
  }
}
