package dev.tocsin.local.pipeline;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.setting.SettingsFile;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The user's files as the bucket of rules and configuration holds them. */
public final class BucketContents {
  private BucketContents() {}

  /**
   * Texts by key; nothing when no file is named.
   *
   * @throws dev.tocsin.core.failure.UserError with all problems of the files, a line each
   */
  public static Map<String, String> of(PipelineFiles files) {
    Map<String, String> contents = new TreeMap<>();
    if (files.equals(
        new PipelineFiles(List.of(), Optional.empty(), Optional.empty(), Optional.empty()))) {
      return contents;
    }
    LoadedFiles checked = LoadedFiles.read(files, InstantSource.system());
    Problems unused = new Problems();
    int number = 0;
    for (SourceFile rules : files.readRules(unused)) {
      // Two folders may hold files of one name.
      contents.put("rules/%03d-%s".formatted(number++, nameOf(rules)), rules.text());
    }
    if (files.remediations().isPresent()) {
      contents.put("remediations.yaml", checked.catalogue().text());
    }
    if (files.cmdb().isPresent()) {
      contents.put("cmdb.yaml", checked.cmdb().text());
    }
    PipelineFiles.read(files.settings(), unused)
        .ifPresent(settings -> contents.put("settings.yaml", deployable(settings).text()));
    return contents;
  }

  /** Settings that functions take from the bucket. */
  private static SourceFile deployable(SourceFile settings) {
    Problems problems = new Problems();
    var unused = SettingsFile.readDeployed(settings, Settings.DEFAULT, problems);
    if (!problems.isEmpty()) {
      throw new UserError("nothing is started, for these problems:\n" + problems);
    }
    return settings;
  }

  private static Path nameOf(SourceFile file) {
    return Optional.ofNullable(Path.of(file.name()).getFileName()).orElseThrow();
  }
}
