package dev.tocsin.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  @TempDir Path directory;

  @Test
  void unpack_archive_givesItsFilesAndAClassPathInOrder() throws IOException {
    Path zip = zip("logback.xml", "lib/b.jar", "lib/a.jar", "lib/notes.txt");
    Path to = directory.resolve("out");

    Archive archive = Archive.unpack(zip, to);

    assertThat(archive.bytes()).isEqualTo(Files.size(zip));
    assertThat(archive.classPath(List.of(Path.of("runtime.jar"))).split(File.pathSeparator, -1))
        .containsExactly(
            to.toString(),
            to.resolve("lib/a.jar").toString(),
            to.resolve("lib/b.jar").toString(),
            "runtime.jar");
    assertThat(to.resolve("logback.xml")).hasContent("logback.xml");
  }

  @Test
  void unpack_entryOutside_isRefused() throws IOException {
    Path zip = zip("lib/a.jar", "../outside.jar");

    assertThatThrownBy(() -> Archive.unpack(zip, directory.resolve("out")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("../outside.jar");
    assertThat(directory.resolve("outside.jar")).doesNotExist();
  }

  private Path zip(String... names) throws IOException {
    Path zip = directory.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return zip;
  }
}
