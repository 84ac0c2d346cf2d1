package dev.tocsin.local.alertmanager;

import dev.tocsin.core.file.InvalidFiles;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.notifier.routing.ActivateConfiguration;
import dev.tocsin.notifier.routing.ActivateConfiguration.Loaded;
import dev.tocsin.notifier.routing.ActivateConfiguration.Timers;
import dev.tocsin.notifier.routing.GivenConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alertmanager's configuration file, put in force at the start and at each reload. */
final class ConfigurationFile {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFile.class);

  private final Path path;
  private final ActivateConfiguration activate;

  ConfigurationFile(Path path, ActivateConfiguration activate) {
    this.path = path;
    this.activate = activate;
  }

  /**
   * Reads the file and puts it in force. What is wrong with it, a line each, is logged and
   * returned; then all stays as it was.
   */
  synchronized Optional<String> load(Timers timers) {
    try {
      SourceFile file = new SourceFile(path.toString(), Files.readString(path));
      Loaded loaded = activate.load(GivenConfiguration.ofFiles(file, Optional.empty()), timers);
      LOG.atInfo()
          .addKeyValue("file", path)
          .addKeyValue("version", loaded.number())
          .log("Completed loading of configuration file");
      if (!loaded.isOfFile()) {
        LOG.atWarn()
            .addKeyValue("file", path)
            .addKeyValue("version", loaded.number())
            .log(
                "The file has not changed since a later version was activated, which stays in force");
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(failed("%s cannot be read: %s".formatted(path, e)));
    } catch (InvalidFiles e) {
      return Optional.of(failed(e.problems().toString().strip()));
    }
  }

  private String failed(String problems) {
    LOG.atError()
        .addKeyValue("file", path)
        .addKeyValue("err", problems)
        .log("Loading configuration file failed");
    return problems;
  }
}
