package dev.tocsin.local;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import dev.tocsin.core.text.VisibleText;

/**
 * Log lines without anything that a terminal would obey: {@code %visible(%msg%n)} in a pattern of
 * Logback.
 */
public final class VisibleLines extends CompositeConverter<ILoggingEvent> {
  @Override
  protected String transform(ILoggingEvent event, String text) {
    return VisibleText.lines(text);
  }
}
