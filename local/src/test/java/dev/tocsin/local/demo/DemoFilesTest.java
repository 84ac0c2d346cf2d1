package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class DemoFilesTest {

  @TempDir Path folder;

  @Test
  void write_everyFileIsYamlWithNothingLeftToFillIn() throws IOException {
    DemoFiles files = files("web-1");
    List<Path> all = new ArrayList<>(files.rules());
    all.add(files.remediations());
    all.add(files.cmdb());

    for (Path file : all) {
      assertThat(Files.readString(file)).doesNotContain("${");
      assertThat(yaml(file)).isNotEmpty();
    }
  }

  @Test
  void write_remediations_callTheSampleServiceAndFitRulesThatExist() throws IOException {
    DemoFiles files = files("web-1");
    List<String> rules = new ArrayList<>();
    for (Path file : files.rules()) {
      entries(yaml(file), "groups")
          .forEach(group ->
              entries(group, "rules").forEach(rule -> rules.add(String.valueOf(rule.get("id")))));
    }

    for (Map<String, Object> remediation : entries(yaml(files.remediations()), "remediations")) {
      assertThat(String.valueOf(remediation.get("action")))
          .contains("http://127.0.0.1:4711/actions/");
      assertThat(rules).containsAll(strings(remediation.get("alert_rules")));
    }
  }

  @Test
  void write_strangeHostName_staysOneName() throws IOException {
    DemoFiles files = files("we\"ird: \\ höst");

    assertThat(String.valueOf(yaml(files.cmdb()).get("assets"))).contains("we\"ird: \\ höst={");
  }

  private DemoFiles files(String host) {
    return DemoFiles.write(folder, URI.create("http://127.0.0.1:4711"), host);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> yaml(Path file) throws IOException {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return (Map<String, Object>) loaded;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> entries(Map<String, Object> parent, String field) {
    Object found = parent.get(field);
    assertThat(found).as(field).isInstanceOf(List.class);
    return (List<Map<String, Object>>) Objects.requireNonNull(found);
  }

  @SuppressWarnings("unchecked")
  private static List<String> strings(@Nullable Object list) {
    return (List<String>) Objects.requireNonNull(list);
  }
}
