package dev.tocsin.platform.access;

import dev.tocsin.core.access.Authorization;
import dev.tocsin.core.text.VisibleText;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who was refused what: a line in the log for each request that was not let in, or asked for what
 * nobody may have. What its sender chose is written on one line and cut off, and of many refusals
 * in a minute only the first are written, the others counted: nobody can write lines of our log, or
 * fill it. Thread-safe.
 */
@Singleton
public final class RefusalLog {
  /** Lines a minute. */
  static final int MOST = 60;

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final Duration SPELL = Duration.ofMinutes(1);
  private static final int LONGEST = 200;

  private final InstantSource clock;
  private Instant spellEnds = Instant.MIN;
  private int inSpell;

  public RefusalLog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A request that is refused.
   *
   * @param address it came from; empty where that is not known
   * @param sender as {@link #claimed} or {@link #known} says it
   */
  public record Refused(String method, String path, String address, String sender) {}

  /** A sender that the credentials name. */
  static String known(String principal) {
    return "\"%s\"".formatted(shown(principal));
  }

  /**
   * A sender as it names itself, which need not be true. A password or token is never shown.
   *
   * @param authorization the header; empty where there is none
   */
  public static String claimed(String authorization) {
    return switch (Authorization.parse(authorization)) {
      case Authorization.Missing missing -> "someone without credentials";
      case Authorization.Unusable unusable -> "someone with credentials of no known kind";
      case Authorization.Token token -> "someone with a token";
      case Authorization.Login login -> "someone who logs in as " + known(login.name());
    };
  }

  /**
   * Writes a refusal; its sender is known where the request has reached a method below {@code
   * /api}.
   *
   * @param why one sentence, without secrets
   */
  public void add(HttpRequest<?> request, String why) {
    add(AccessFilter.refused(request), why);
  }

  /**
   * Writes a refusal.
   *
   * @param why one sentence, without secrets
   */
  public void add(Refused request, String why) {
    Count count = count();
    if (count.leftOut() > 0) {
      LOG.warn("{} more requests were refused in the minute before", count.leftOut());
    }
    if (count.place() <= MOST) {
      LOG.warn(
          "refused {} {} of {}{}: {}",
          shown(request.method()),
          shown(request.path()),
          request.sender(),
          request.address().isEmpty() ? "" : " at " + shown(request.address()),
          shown(why));
    }
  }

  /**
   * A refusal among others.
   *
   * @param place from 1, within its minute
   * @param leftOut how many of an earlier minute were not written; said once
   */
  private record Count(int place, int leftOut) {}

  private synchronized Count count() {
    Instant now = clock.instant();
    if (now.isBefore(spellEnds)) {
      inSpell++;
      return new Count(inSpell, 0);
    }
    int leftOut = Math.max(0, inSpell - MOST);
    spellEnds = now.plus(SPELL);
    inSpell = 1;
    return new Count(1, leftOut);
  }

  private static String shown(String text) {
    int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
    return VisibleText.of(text.substring(0, end)) + (end < text.length() ? "…" : "");
  }
}
