package dev.tocsin.local.alertmanager;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log of this command on standard error. As Logback's configurator it is asked before any file
 * is looked for: to read one would be a tenth of a start.
 */
public final class ProcessLog extends ContextAwareBase implements Configurator {
  /** Others warn of what is meant to be so in a process whose database comes and goes. */
  private static final Map<String, Level> OTHERS =
      Map.of(
          "com.zaxxer.hikari.pool", Level.ERROR,
          "io.micronaut.transaction.jdbc.DataSourceTransactionManager", Level.OFF,
          // They write malformed heads, of any size, as they came.
          "org.eclipse.jetty.http", Level.OFF,
          "org.eclipse.jetty.util.HostPort", Level.OFF);

  private static volatile @Nullable Settings chosen;

  private record Settings(LogFormat format, Level level) {}

  /** For Logback, which finds it as a service. */
  public ProcessLog() {}

  /** From now on the log of this process is written so. */
  static void use(LogFormat format, LogLevel level) {
    Settings settings = new Settings(format, Level.toLevel(level.name()));
    chosen = settings;
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      write(context, settings);
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Settings settings = chosen;
    if (settings == null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    write(context, settings);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static void write(LoggerContext context, Settings settings) {
    context.reset();
    LogLines lines = new LogLines(settings.format());
    lines.setContext(context);
    lines.start();
    ConsoleAppender<ILoggingEvent> errors = new ConsoleAppender<>();
    errors.setContext(context);
    errors.setTarget("System.err");
    errors.setEncoder(lines);
    errors.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(errors);
    context.getLogger("dev.tocsin").setLevel(settings.level());
    OTHERS.forEach((name, level) -> context.getLogger(name).setLevel(level));
  }
}
