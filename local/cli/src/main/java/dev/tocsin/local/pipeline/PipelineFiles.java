package dev.tocsin.local.pipeline;

import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.local.http.TlsFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the user's files are.
 *
 * @param rules files, or directories whose {@code .yaml} and {@code .yml} files are taken, by name;
 *     none: rules come by the API
 * @param credentials who may ask over HTTP; none: whoever is on this host
 * @param tls the certificate with which HTTP is served; none: it is served in the clear
 */
public record PipelineFiles(
    List<Path> rules,
    Optional<Path> remediations,
    Optional<Path> cmdb,
    Optional<Path> settings,
    Optional<Path> credentials,
    Optional<TlsFiles> tls) {
  /** No file of ours is anywhere near this; what is larger is refused before it is read. */
  private static final long MOST_BYTES = 16L << 20;

  public PipelineFiles {
    rules = List.copyOf(rules);
  }

  /** Files without a certificate. */
  public PipelineFiles(
      List<Path> rules,
      Optional<Path> remediations,
      Optional<Path> cmdb,
      Optional<Path> settings,
      Optional<Path> credentials) {
    this(rules, remediations, cmdb, settings, credentials, Optional.empty());
  }

  /** Files without credentials. */
  public PipelineFiles(
      List<Path> rules, Optional<Path> remediations, Optional<Path> cmdb, Optional<Path> settings) {
    this(rules, remediations, cmdb, settings, Optional.empty());
  }

  /** Files of rules, but for those that cannot be read, which are problems. */
  public List<SourceFile> readRules(Problems problems) {
    return rules.stream()
        .flatMap(path -> Files.isDirectory(path) ? inDirectory(path, problems) : Stream.of(path))
        .flatMap(file -> readOne(file, problems).stream())
        .toList();
  }

  /** A file; empty when none is named, or when it cannot be read, which is a problem. */
  public static Optional<SourceFile> read(Optional<Path> file, Problems problems) {
    return file.flatMap(path -> readOne(path, problems));
  }

  private static Stream<Path> inDirectory(Path directory, Problems problems) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      problems.add(startOf(directory), "this directory cannot be listed: " + reason(e));
      return Stream.empty();
    }
  }

  private static Optional<SourceFile> readOne(Path file, Problems problems) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        problems.add(
            startOf(file),
            "this file has %d bytes; at most %d are read: split it into several files"
                .formatted(Files.size(file), MOST_BYTES));
        return Optional.empty();
      }
      return SourceFile.of(file.toString(), Files.readAllBytes(file), problems);
    } catch (IOException e) {
      problems.add(startOf(file), "this file cannot be read: " + reason(e));
      return Optional.empty();
    }
  }

  private static Position startOf(Path file) {
    return Position.startOf(file.toString());
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "it does not exist";
      case AccessDeniedException denied -> "this user has no permission";
      default -> e.toString();
    };
  }
}
