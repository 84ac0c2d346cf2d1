package dev.tocsin.local.rules;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.local.pipeline.PipelineFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads rules as the commands do. */
final class RuleFilesRead {
  /** What a parameter that names them says. */
  static final String FILES =
      "Files of rules, or directories, of which the .yaml and .yml files are read, with those of all"
          + " directories below.";

  private RuleFilesRead() {}

  /** The rules of files, or of the files in directories; empty when there are problems. */
  static Optional<RuleSet> read(List<Path> paths, Problems problems) {
    PipelineFiles files =
        new PipelineFiles(paths, Optional.empty(), Optional.empty(), Optional.empty());
    Optional<RuleSet> ruleSet = RuleFiles.read(files.readRules(problems), problems);
    return problems.isEmpty() ? ruleSet : Optional.empty();
  }
}
