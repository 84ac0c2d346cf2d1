package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  @Test
  void newest_isTheVersionOfTheLastMigration() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      List<Integer> versions =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .map(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
              .sorted()
              .toList();
      assertThat(versions.getLast()).hasToString(Schema.NEWEST);
    }
  }
}
