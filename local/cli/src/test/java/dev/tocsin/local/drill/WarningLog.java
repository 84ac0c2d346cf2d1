package dev.tocsin.local.drill;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What loggers report at level warn or above while it is open, those of the broker apart. */
public final class WarningLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

  public static WarningLog open() {
    WarningLog log = new WarningLog();
    log.start();
    root().addAppender(log);
    return log;
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN) && !isOfTheBroker(event)) {
      events.add(event);
    }
  }

  /** The Kafka of this process has no outage: on a slow machine it reports late producers. */
  private static boolean isOfTheBroker(ILoggingEvent event) {
    return event.getLoggerName().startsWith("kafka.");
  }

  public List<String> lines() {
    return events.stream()
        .map(event ->
            "%s %s: %s"
                .formatted(event.getLevel(), event.getLoggerName(), event.getFormattedMessage()))
        .toList();
  }

  /** Those that bring a stack trace along. */
  List<String> traces() {
    return events.stream()
        .filter(event -> event.getThrowableProxy() != null)
        .map(event -> event.getLoggerName() + ": " + event.getThrowableProxy().getClassName())
        .toList();
  }

  @Override
  public void close() {
    root().detachAppender(this);
    stop();
  }
}
