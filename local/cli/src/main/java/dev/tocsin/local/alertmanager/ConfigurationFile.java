package dev.tocsin.local.alertmanager;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.local.pipeline.RoutingFiles;
import dev.tocsin.notifier.routing.ActivateConfiguration;
import dev.tocsin.notifier.routing.ActivateConfiguration.Loaded;
import dev.tocsin.notifier.routing.ActivateConfiguration.Timers;
import dev.tocsin.notifier.routing.GivenConfiguration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alertmanager's configuration file, put in force at the start and at each reload. */
final class ConfigurationFile {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFile.class);

  private final RoutingFiles files;
  private final ActivateConfiguration activate;

  ConfigurationFile(RoutingFiles files, ActivateConfiguration activate) {
    this.files = files;
    this.activate = activate;
  }

  /**
   * Reads the file and puts it in force. What is wrong with it, a line each, is logged and
   * returned; then all stays as it was.
   */
  synchronized Optional<String> load(Timers timers) {
    Problems problems = new Problems();
    Optional<GivenConfiguration> given = files.read(problems);
    if (given.isEmpty()) {
      return Optional.of(failed(problems.toString()));
    }
    Loaded loaded = activate.load(given.get(), timers);
    LOG.atInfo()
        .addKeyValue("file", files.alertmanager())
        .addKeyValue("version", loaded.number())
        .log("Completed loading of configuration file");
    if (!loaded.isOfFile()) {
      LOG.atWarn()
          .addKeyValue("file", files.alertmanager())
          .addKeyValue("version", loaded.number())
          .log("The file has not changed since it was loaded: a newer version stays in force");
    }
    return Optional.empty();
  }

  private String failed(String problems) {
    LOG.atError()
        .addKeyValue("file", files.alertmanager())
        .addKeyValue("err", problems)
        .log("Loading configuration file failed");
    return problems;
  }
}
