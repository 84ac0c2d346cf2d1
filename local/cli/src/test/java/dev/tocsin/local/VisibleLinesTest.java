package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The pattern of the process's own log. */
class VisibleLinesTest {
  @Test
  void encode_valueWithEscapes_isHarmless() throws JoranException {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(VisibleLinesTest.class.getResource("/logback.xml")));
    Logger logger = context.getLogger("dev.tocsin.Test");
    var appender = (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("STDERR");
    byte[] line =
        appender
            .getEncoder()
            .encode(
                new LoggingEvent(
                    "",
                    logger,
                    Level.WARN,
                    "instance {}",
                    new IllegalStateException("b\u009b"),
                    new Object[] {"a\u001b[2J\u202E"}));
    context.stop();

    assertThat(new String(line, StandardCharsets.UTF_8))
        .contains(" WARN  Test: instance a\\u001B[2J\\u202E\n", "IllegalStateException: b\\u009B")
        .contains("\tat ");
  }
}
