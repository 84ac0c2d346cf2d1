package dev.tocsin.local.rules;

import dev.tocsin.core.yaml.Faults;
import dev.tocsin.engine.rule.RuleBook;
import dev.tocsin.engine.rule.file.RuleFiles;
import dev.tocsin.local.pipeline.PipelineFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads rules as the commands do. */
final class RuleFilesRead {
  private RuleFilesRead() {}

  /** The rules of files, or of the files in directories; empty when there are faults. */
  static Optional<RuleBook> read(List<Path> paths, Faults faults) {
    PipelineFiles files =
        new PipelineFiles(paths, Optional.empty(), Optional.empty(), Optional.empty());
    Optional<RuleBook> book = RuleFiles.read(files.readRules(faults), faults);
    return faults.isEmpty() ? book : Optional.empty();
  }
}
