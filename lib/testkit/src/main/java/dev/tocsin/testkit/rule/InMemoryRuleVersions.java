package dev.tocsin.testkit.rule;

import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleVersion;
import dev.tocsin.engine.rule.RuleVersions;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/** Versions of the rules in memory; takes part in no transaction. */
final class InMemoryRuleVersions implements RuleVersions {
  private final NavigableMap<Long, RuleVersion> versions = new ConcurrentSkipListMap<>();

  @Override
  public synchronized long add(RuleVersion version) {
    long number = newest() + 1;
    versions.put(number, numbered(version, number, version.files()));
    return number;
  }

  @Override
  public long newest() {
    return versions.isEmpty() ? 0 : versions.lastKey();
  }

  @Override
  public OptionalLong newestOf(String digest) {
    return versions.values().stream()
        .filter(version -> version.digest().equals(digest))
        .mapToLong(RuleVersion::number)
        .max();
  }

  @Override
  public Optional<RuleVersion> find(long number) {
    return Optional.ofNullable(versions.get(number));
  }

  @Override
  public List<RuleVersion> list(long before, int limit) {
    return versions.headMap(before, false).descendingMap().values().stream()
        .limit(limit)
        .map(version -> numbered(version, version.number(), List.of()))
        .toList();
  }

  @Override
  public synchronized int purge(Instant before, int kept) {
    List<Long> old =
        versions.descendingMap().values().stream()
            .skip(kept)
            .filter(version -> version.at().isBefore(before))
            .map(RuleVersion::number)
            .toList();
    old.forEach(versions::remove);
    return old.size();
  }

  private static RuleVersion numbered(RuleVersion version, long number, List<SourceFile> files) {
    return new RuleVersion(
        number,
        version.digest(),
        version.at(),
        version.principal(),
        version.source(),
        version.comment(),
        version.rules(),
        files);
  }
}
