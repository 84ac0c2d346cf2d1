package dev.tocsin.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebConfigFileTest {
  private static final String USERS =
      "basic_auth_users: {ada: $2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi}";

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void write() throws IOException {
    path = folder.resolve("web.yml");
    write("deny");
  }

  private void write(String frames) throws IOException {
    Files.writeString(
        path, "http_server_config: {headers: {X-Frame-Options: %s}}\n".formatted(frames));
  }

  @Test
  void get_afterAChange_saysWhatTheFileSaysNow() throws IOException {
    WebConfigFile file = WebConfigFile.open(path);
    write("sameorigin");
    assertThat(file.get().headers()).isEqualTo(Map.of("X-Frame-Options", "sameorigin"));
  }

  @Test
  void get_ofAFaultyOrMissingFile_saysWhatItSaidBefore() throws IOException {
    WebConfigFile file = WebConfigFile.open(path);
    write("never");
    assertThat(file.get().headers()).isEqualTo(Map.of("X-Frame-Options", "deny"));
    Files.delete(path);
    assertThat(file.get().headers()).isEqualTo(Map.of("X-Frame-Options", "deny"));
    write("sameorigin");
    assertThat(file.get().headers()).isEqualTo(Map.of("X-Frame-Options", "sameorigin"));
  }

  @Test
  void get_ofAFileThatAddsLogins_saysWhatItSaidBefore() throws IOException {
    WebConfigFile file = WebConfigFile.open(path);
    Files.writeString(path, USERS);
    assertThat(file.get().users()).isEmpty();
    assertThat(file.get().headers()).isNotEmpty();
  }

  @Test
  void open_ofAFaultyFile_isRefused() throws IOException {
    write("never");
    assertThatThrownBy(() -> WebConfigFile.open(path))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("web.yml:1:")
        .hasMessageContaining("must be deny or sameorigin");
  }
}
