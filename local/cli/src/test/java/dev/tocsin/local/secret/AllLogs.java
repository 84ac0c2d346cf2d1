package dev.tocsin.local.secret;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * Every line that is logged while it is open, from DEBUG on but for loggers that are set to say
 * less, with the traces; nothing of it comes on the screen.
 */
final class AllLogs extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Set<String> lines = ConcurrentHashMap.newKeySet();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("dev.tocsin");
  private final Level before = root.getLevel();
  private final Optional<Level> oursBefore = Optional.ofNullable(ours.getLevel());
  private final Optional<Appender<ILoggingEvent>> screen =
      Optional.ofNullable(root.getAppender("STDERR"));

  private AllLogs() {}

  static AllLogs open() {
    AllLogs logs = new AllLogs();
    logs.setContext(logs.root.getLoggerContext());
    logs.start();
    logs.screen.ifPresent(logs.root::detachAppender);
    logs.root.addAppender(logs);
    logs.root.setLevel(Level.DEBUG);
    logs.ours.setLevel(Level.TRACE);
    return logs;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    lines.add(
        event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + trace);
  }

  /** Each line once. */
  Set<String> lines() {
    return Set.copyOf(lines);
  }

  @Override
  public void close() {
    root.detachAppender(this);
    root.setLevel(before);
    ours.setLevel(oursBefore.orElse(null));
    screen.ifPresent(root::addAppender);
    stop();
  }
}
