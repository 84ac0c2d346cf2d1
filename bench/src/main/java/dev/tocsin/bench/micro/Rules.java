package dev.tocsin.bench.micro;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import java.util.List;

/** Rules from their text. */
final class Rules {
  private Rules() {}

  /**
   * @param rules each as a flow mapping
   */
  static RuleSet of(List<String> rules) {
    StringBuilder yaml = new StringBuilder("groups:\n  - name: bench\n    rules:\n");
    rules.forEach(rule -> yaml.append("      - ").append(rule).append('\n'));
    Problems problems = new Problems();
    return RuleFiles.read(List.of(new SourceFile("bench.yaml", yaml.toString())), problems)
        .orElseThrow(() -> new IllegalStateException(problems.toString()));
  }
}
