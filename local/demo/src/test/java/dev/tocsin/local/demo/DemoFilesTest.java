package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.enrichment.CmdbReader;
import dev.tocsin.core.remediation.Catalogue;
import dev.tocsin.core.remediation.CatalogueReader;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFilesTest {

  @TempDir Path folder;
  private final Problems faults = new Problems();

  @Test
  void write_rules_areReadWithoutFault() throws IOException {
    Optional<RuleSet> ruleSet = rules(files("web-1"));

    assertThat(faults.list()).isEmpty();
    assertThat(ruleSet.orElseThrow().rules()).hasSize(7);
  }

  @Test
  void write_catalogue_repairsAlertsOfRulesThatExistAtTheSampleService() throws IOException {
    DemoFiles files = files("web-1");
    String text = Files.readString(files.remediations());

    Catalogue catalogue = CatalogueReader.read("remediations.yaml", text, faults).orElseThrow();

    assertThat(faults.list()).isEmpty();
    assertThat(text).contains("http://127.0.0.1:4711/actions/restart").doesNotContain("${");
    List<String> known =
        rules(files).orElseThrow().rules().stream().map(rule -> rule.id().toString()).toList();
    assertThat(catalogue.remediations())
        .hasSize(2)
        .allSatisfy(entry -> assertThat(known).containsAll(entry.alertRules()));
  }

  @Test
  void write_strangeHostName_staysOneNameInTheInventory() throws IOException {
    String host = "we\"ird: \\ höst";

    var cmdb = CmdbReader.read("cmdb.yaml", Files.readString(files(host).cmdb()), faults);

    assertThat(faults.list()).isEmpty();
    assertThat(cmdb.orElseThrow().assets()).containsOnlyKeys("sample-service", host);
  }

  private DemoFiles files(String host) {
    return DemoFiles.write(folder, URI.create("http://127.0.0.1:4711"), host);
  }

  private Optional<RuleSet> rules(DemoFiles files) throws IOException {
    List<SourceFile> sources = new ArrayList<>();
    for (Path file : files.rules()) {
      sources.add(new SourceFile(file.toString(), Files.readString(file)));
    }
    return RuleFiles.read(sources, faults);
  }
}
