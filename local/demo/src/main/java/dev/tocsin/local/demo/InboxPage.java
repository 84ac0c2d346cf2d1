package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.core.text.VisibleText;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The inbox as a page for people, newest message first. All text of messages is escaped, and shown
 * as {@link VisibleText} has it.
 */
final class InboxPage {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private static final Map<String, String> HEADINGS =
      Map.of(
          "firing", "Firing",
          "resolved", "Resolved",
          "enriched", "Enriched",
          "approval_requested", "Approval requested",
          "remediation_result", "Remediation result");

  /** Fields that have a place of their own on the card. */
  private static final Set<String> PLACED =
      Set.of("message", "alert_name", "state", "severity", "instance_id", "approval_url");

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8884; --soft: #8882; }
      body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 52rem; padding: 0 1rem; }
      header { display: flex; justify-content: space-between; align-items: baseline; }
      h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; margin: 0; }
      article { border: 1px solid var(--line); border-left: .4rem solid var(--line); border-radius: .4rem;
        padding: .8rem 1rem; margin: 1rem 0; }
      .top { display: flex; gap: .7rem; align-items: baseline; flex-wrap: wrap; }
      .top time { margin-left: auto; font-variant-numeric: tabular-nums; opacity: .7; }
      .badge { border-radius: .25rem; padding: .05rem .5rem; color: #fff; background: #666; font-size: .85rem; }
      .firing { border-left-color: #c62828; } .firing .badge { background: #c62828; }
      .resolved { border-left-color: #2e7d32; } .resolved .badge { background: #2e7d32; }
      .enriched { border-left-color: #1565c0; } .enriched .badge { background: #1565c0; }
      .approval_requested { border-left-color: #b26a00; } .approval_requested .badge { background: #b26a00; }
      .remediation_result { border-left-color: #6a1b9a; } .remediation_result .badge { background: #6a1b9a; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: .6rem .8rem;
        border-radius: .3rem; margin: .6rem 0; font: inherit; }
      .approve { display: inline-block; margin: .2rem 0 .6rem; padding: .35rem .9rem; border-radius: .3rem;
        background: #b26a00; color: #fff; text-decoration: none; }
      table { border-collapse: collapse; font-size: .88rem; } td { padding: .1rem 1rem .1rem 0;
        vertical-align: top; overflow-wrap: anywhere; } td:first-child { opacity: .7; white-space: nowrap; }
      .again { color: #b26a00; } footer, .none { opacity: .7; }
      """;

  /** Shows the page anew when messages have come: several that come together, once. */
  static final String SCRIPT =
      """

      const events = new EventSource(document.body.dataset.events);
      let waiting;
      const show = () => { waiting ??= setTimeout(() => location.reload(), 200); };
      events.onmessage = show;
      events.addEventListener("missed", show);
      """;

  private InboxPage() {}

  /**
   * The page.
   *
   * @param events the address of the stream of messages that come after these
   */
  static String of(List<Notification> messages, Instant now, String events) {
    StringBuilder page = new StringBuilder(8192);
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
        .append("<title>(")
        .append(messages.size())
        .append(") Tocsin demo inbox</title>\n")
        .append("<style>\n")
        .append(STYLE)
        .append("</style></head><body data-events=\"")
        .append(escaped(events))
        .append("\">\n")
        .append("<header><h1>Received notifications</h1><span>")
        .append(messages.size())
        .append(" messages · ")
        .append(CLOCK.format(now))
        .append(" UTC</span></header>\n");
    if (messages.isEmpty()) {
      page.append("<p class=\"none\">Nothing yet. Switch on a fault of the sample service.</p>\n");
    }
    messages.reversed().forEach(message -> page.append(card(message)));
    return page.append("<footer>Refreshes itself · as JSON: <a href=\"/messages\">/messages</a>")
        .append("</footer>\n<script>")
        .append(SCRIPT)
        .append("</script>\n</body></html>\n")
        .toString();
  }

  private static String card(Notification message) {
    String state = HEADINGS.containsKey(message.state()) ? message.state() : "other";
    String heading = HEADINGS.getOrDefault(message.state(), message.state());
    StringBuilder card = new StringBuilder(1024);
    card.append("<article class=\"")
        .append(state)
        .append("\"><div class=\"top\">")
        .append("<span class=\"badge\">")
        .append(value(heading))
        .append("</span><h2>")
        .append(value(message.text("alert_name")))
        .append("</h2><span>")
        .append(value(message.instanceId()))
        .append("</span><span>")
        .append(value(message.text("severity").toUpperCase(Locale.ROOT)))
        .append("</span><time>")
        .append(CLOCK.format(message.receivedAt()))
        .append("</time></div>\n")
        .append("<pre>")
        .append(escaped(VisibleText.lines(message.text("message"))))
        .append("</pre>\n");
    link(message.text("approval_url"))
        .ifPresent(uri ->
            card.append("<a class=\"approve\" rel=\"noreferrer\" href=\"")
                .append(escaped(uri.toString()))
                .append("\">Look at it and decide</a>\n"));
    card.append(repeats(message)).append("<details><summary>All fields</summary><table>\n");
    card.append(row("idempotency_key", message.key()));
    message.body().properties().stream()
        .filter(field -> !PLACED.contains(field.getKey()))
        .forEach(field -> card.append(row(field.getKey(), shown(field.getValue()))));
    return card.append("</table></details></article>\n").toString();
  }

  private static String repeats(Notification message) {
    if (message.repeats() == 0) {
      return "";
    }
    String differing = message.contradicted() ? ", with another content" : "";
    return "<p class=\"again\">received "
        + (message.repeats() + 1)
        + " times"
        + differing
        + "</p>\n";
  }

  private static String row(String name, String value) {
    return "<tr><td>" + value(name) + "</td><td>" + value(value) + "</td></tr>\n";
  }

  private static String shown(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** Only addresses of the web become links. */
  private static Optional<URI> link(String text) {
    try {
      URI uri = URI.create(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String value(String text) {
    return "<bdi>" + escaped(VisibleText.of(text)) + "</bdi>";
  }

  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
