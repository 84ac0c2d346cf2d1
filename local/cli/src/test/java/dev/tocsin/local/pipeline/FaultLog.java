package dev.tocsin.local.pipeline;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.local.process.NamedFaults;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * Counts the log lines {@code fault NAME} while it is open, and keeps them off the screen, like the
 * warnings that they bring about.
 */
final class FaultLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Map<String, Integer> lines = new ConcurrentHashMap<>();

  static FaultLog open() {
    FaultLog log = new FaultLog();
    log.start();
    logger().addAppender(log);
    logger().setAdditive(false);
    logger().setLevel(Level.WARN);
    all().setLevel(Level.ERROR);
    return log;
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(NamedFaults.class);
  }

  private static Logger all() {
    return (Logger) LoggerFactory.getLogger("dev.tocsin");
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.merge(event.getFormattedMessage(), 1, Integer::sum);
  }

  int hits(FaultPoint point) {
    return lines.getOrDefault("fault " + point.code(), 0);
  }

  @Override
  public String toString() {
    return lines.toString();
  }

  @Override
  public void close() {
    all().setLevel(Level.INFO);
    logger().setLevel(null);
    logger().setAdditive(true);
    logger().detachAppender(this);
    stop();
  }
}
