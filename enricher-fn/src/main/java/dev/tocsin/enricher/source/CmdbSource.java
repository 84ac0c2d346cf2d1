package dev.tocsin.enricher.source;

import dev.tocsin.core.enrichment.Asset;
import dev.tocsin.core.enrichment.Cmdb;
import dev.tocsin.core.enrichment.EnrichmentSource;
import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.file.TextFile;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.yaml.Problems;
import io.micronaut.context.annotation.Requires;
import io.micronaut.retry.annotation.CircuitBreaker;
import jakarta.inject.Singleton;
import java.util.Map;

/** Owner, team and environment from the inventory. There is none without an inventory's file. */
@Singleton
@Requires(beans = TextFile.class)
class CmdbSource implements EnrichmentSource {
  private final Reloadable<Cmdb> cmdb;

  CmdbSource(Reloadable<Cmdb> cmdb) {
    this.cmdb = cmdb;
  }

  @Override
  public String name() {
    return "cmdb";
  }

  /**
   * A function's first look at its bucket loads the client's classes, which may take longer than a
   * source may.
   */
  @Override
  public void refresh() {
    Problems unused = cmdb.reload();
  }

  /** Of an instance that is not known there is nothing to say: no failure, and no message. */
  @Override
  @CircuitBreaker(attempts = "1", delay = "50ms", reset = "20s", throwWrappedException = true)
  public Map<String, String> query(AlertSnapshot alert) {
    return cmdb.current().find(alert.instanceId()).map(Asset::fields).orElseGet(Map::of);
  }
}
