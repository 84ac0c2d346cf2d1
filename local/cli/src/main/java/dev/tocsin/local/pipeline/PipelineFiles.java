package dev.tocsin.local.pipeline;

import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.ruletest.RuleTestFile;
import dev.tocsin.local.http.TlsFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the user's files are.
 *
 * @param rules files, or directories whose files of rules are taken, with those of all directories
 *     below, by name; none: rules come by the API
 * @param routing how alerts are routed; none: it is as the database has it
 * @param credentials who may ask over HTTP; none: whoever is on this host
 * @param tls the certificate with which HTTP is served; none: it is served in the clear
 */
public record PipelineFiles(
    List<Path> rules,
    Optional<Path> remediations,
    Optional<Path> cmdb,
    Optional<Path> settings,
    Optional<RoutingFiles> routing,
    Optional<Path> credentials,
    Optional<TlsFiles> tls) {
  /** No file of ours is anywhere near this; what is larger is refused before it is read. */
  private static final long MOST_BYTES = 16L << 20;

  public PipelineFiles {
    rules = List.copyOf(rules);
  }

  /** Files that say nothing of routing, without a certificate. */
  public PipelineFiles(
      List<Path> rules,
      Optional<Path> remediations,
      Optional<Path> cmdb,
      Optional<Path> settings,
      Optional<Path> credentials) {
    this(rules, remediations, cmdb, settings, Optional.empty(), credentials, Optional.empty());
  }

  /** Files without credentials. */
  public PipelineFiles(
      List<Path> rules, Optional<Path> remediations, Optional<Path> cmdb, Optional<Path> settings) {
    this(rules, remediations, cmdb, settings, Optional.empty());
  }

  /**
   * Files of rules. Those that cannot be read are problems, and so is a directory without any: to
   * have no rules, a file says {@code groups: []}.
   */
  public List<SourceFile> readRules(Problems problems) {
    return rules.stream()
        .flatMap(path ->
            Files.isDirectory(path)
                ? inDirectory(path, problems).stream()
                : readOne(path, problems).stream())
        .toList();
  }

  /** A file; empty when none is named, or when it cannot be read, which is a problem. */
  public static Optional<SourceFile> read(Optional<Path> file, Problems problems) {
    return file.flatMap(path -> readOne(path, problems));
  }

  /** The files of rules in a directory and below; those of rule tests are none. */
  private static List<SourceFile> inDirectory(Path directory, Problems problems) {
    int before = problems.size();
    RuleFolder folder = RuleFolder.list(directory);
    folder
        .failures()
        .forEach((path, failure) ->
            problems.add(startOf(path), "this cannot be read: " + reason(failure)));
    List<SourceFile> files =
        folder.files().stream()
            .flatMap(file -> readOne(file, problems).stream())
            .filter(file -> !RuleTestFile.isOne(file))
            .toList();
    if (files.isEmpty() && problems.size() == before) {
      problems.add(
          startOf(directory),
          "no file of rules is here or below, none ending in .yaml or .yml: to have no rules, have a file that says groups: []");
    }
    return files;
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
      case FileSystemLoopException loop -> "it is a link to a folder that it is in";
      case AccessDeniedException denied -> "this user has no permission";
      default -> e.toString();
    };
  }
}
