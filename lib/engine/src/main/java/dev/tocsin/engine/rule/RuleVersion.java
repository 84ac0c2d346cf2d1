package dev.tocsin.engine.rule;

import dev.tocsin.core.yaml.SourceFile;
import java.time.Instant;
import java.util.List;

/**
 * Rules as they were given once.
 *
 * @param number counts versions, from 1; gaps are possible
 * @param digest of what the rules say; the same rules have the same
 * @param at when they were given; later than that of any version before
 * @param principal who gave them
 * @param source where they come from: {@code api}, {@code rollback to 7}, or where the files are
 * @param comment what was said with it; may be empty
 * @param rules how many rules there are
 * @param files what they were read from
 */
public record RuleVersion(
    long number,
    String digest,
    Instant at,
    String principal,
    String source,
    String comment,
    int rules,
    List<SourceFile> files) {
  public RuleVersion {
    files = List.copyOf(files);
  }
}
