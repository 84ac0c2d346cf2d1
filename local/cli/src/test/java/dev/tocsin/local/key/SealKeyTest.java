package dev.tocsin.local.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealKeyTest {
  private static final Map<String, String> NOTHING = Map.of();
  private static final Map<String, String> GIVEN = Map.of("TOCSIN_SEAL_KEY", "given");
  private static final String URL = "jdbc:postgresql://db.example/tocsin?user=a&password=p";

  @TempDir private Path directory;

  @Test
  void ofFolder_firstTime_isDrawnAndKeptForItsOwner() throws IOException {
    Path folder = directory.resolve("data");

    String key = SealKey.ofFolder(Optional.of(folder), NOTHING);

    assertThat(Base64.getDecoder().decode(key)).hasSize(32);
    assertThat(SealKey.ofFolder(Optional.of(folder), NOTHING)).isEqualTo(key);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("seal.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void ofFolder_none_isAnotherOneEachTime() {
    assertThat(SealKey.ofFolder(Optional.empty(), NOTHING))
        .isNotEqualTo(SealKey.ofFolder(Optional.empty(), NOTHING));
  }

  @Test
  void ofFolder_keyInTheEnvironment_isThat() {
    assertThat(SealKey.ofFolder(Optional.of(directory), GIVEN)).isEqualTo("given");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void ofDatabase_samePassword_isTheSameKeyWhereverItStands() {
    String key = SealKey.ofDatabase(URL, Optional.empty(), NOTHING);

    assertThat(Base64.getDecoder().decode(key)).hasSize(32);
    assertThat(SealKey.ofDatabase("jdbc:postgresql://db.example/tocsin", Optional.of("p"), NOTHING))
        .isEqualTo(key);
    assertThat(SealKey.ofDatabase(URL, Optional.of("other"), NOTHING)).isNotEqualTo(key);
  }

  @Test
  void ofDatabase_keyInTheEnvironment_isThat() {
    assertThat(SealKey.ofDatabase(URL, Optional.empty(), GIVEN)).isEqualTo("given");
  }
}
