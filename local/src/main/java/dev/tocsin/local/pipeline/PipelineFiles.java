package dev.tocsin.local.pipeline;

import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.local.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the user's files are.
 *
 * @param rules files, or directories whose {@code .yaml} and {@code .yml} files are taken, by name
 */
public record PipelineFiles(
    List<Path> rules, Optional<Path> remediations, Optional<Path> cmdb, Optional<Path> settings) {
  /** No file of ours is anywhere near this; what is larger is refused before it is read. */
  private static final long MOST_BYTES = 16L << 20;

  public PipelineFiles {
    rules = List.copyOf(rules);
  }

  List<SourceFile> readRules() {
    List<SourceFile> files = new ArrayList<>();
    for (Path path : rules) {
      if (Files.isDirectory(path)) {
        inDirectory(path).forEach(file -> files.add(readOne(file)));
      } else {
        files.add(readOne(path));
      }
    }
    return files;
  }

  Optional<SourceFile> read(Optional<Path> file) {
    return file.map(PipelineFiles::readOne);
  }

  private static List<Path> inDirectory(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new Refused("Cannot list the directory %s: %s".formatted(directory, e), e);
    }
  }

  private static SourceFile readOne(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Refused(
            "%s has %d bytes; a file may have %d at most"
                .formatted(file, Files.size(file), MOST_BYTES));
      }
      return new SourceFile(
          file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Refused("Cannot read %s: %s".formatted(file, e), e);
    }
  }
}
