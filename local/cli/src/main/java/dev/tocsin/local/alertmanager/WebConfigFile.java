package dev.tocsin.local.alertmanager;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of {@code --web.config.file}, which is read again whenever it is asked for. While it has
 * problems, what it said before holds. Whether there is TLS, and whether there are logins, is
 * settled at the start. Thread-safe.
 */
final class WebConfigFile implements Supplier<WebConfig> {
  private static final Logger LOG = LoggerFactory.getLogger(WebConfigFile.class);

  private final Path file;
  private String text;
  private WebConfig config;

  private WebConfigFile(Path file, String text, WebConfig config) {
    this.file = file;
    this.text = text;
    this.config = config;
  }

  /**
   * Reads it for the first time.
   *
   * @throws UserError with all its problems
   */
  static WebConfigFile open(Path file) {
    try {
      String text = Files.readString(file);
      Problems problems = new Problems();
      Optional<WebConfig> config = WebConfig.read(file, text, problems);
      if (!problems.isEmpty() || config.isEmpty()) {
        throw new UserError("the web configuration has problems:\n" + problems);
      }
      return new WebConfigFile(file, text, config.get());
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s.".formatted(file, e), e);
    }
  }

  @Override
  public synchronized WebConfig get() {
    try {
      String now = Files.readString(file);
      if (!now.equals(text)) {
        text = now;
        changed();
      }
    } catch (IOException beingReplaced) {
      LOG.debug("{} cannot be read: what it said holds", file, beingReplaced);
    }
    return config;
  }

  private void changed() {
    Problems problems = new Problems();
    Optional<WebConfig> fresh = WebConfig.read(file, text, problems);
    if (!problems.isEmpty() || fresh.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("err", problems)
          .log("The web configuration has problems: the last good one holds");
    } else if (fresh.get().tls().isPresent() != config.tls().isPresent()
        || fresh.get().users().isPresent() != config.users().isPresent()) {
      LOG.atWarn()
          .addKeyValue("file", file)
          .log("TLS and logins are begun and ended by a restart only: what held still holds");
    } else {
      config = fresh.get();
      LOG.atInfo().addKeyValue("file", file).log("The web configuration was read again");
    }
  }
}
