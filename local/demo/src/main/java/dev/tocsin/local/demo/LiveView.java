package dev.tocsin.local.demo;

import dev.tocsin.core.text.VisibleText;
import dev.tocsin.core.unit.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Renders the state of a running demonstration as lines for a terminal. A pure function of what it
 * is given.
 */
final class LiveView {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  /** As the rules of the demonstration have it. */
  private static final String HOW_OFTEN =
      "sent when it fires, each minute while it goes on (this host: each hour), and when it ends";

  private static final int STORIES = 3;

  private final Screen screen;
  private final int width;
  private final boolean color;
  private final List<String> lines = new ArrayList<>();

  private LiveView(Screen screen, int width, boolean color) {
    this.screen = screen;
    this.width = Math.max(40, width);
    this.color = color;
  }

  /**
   * Lines no longer than {@code width} (but for addresses, which must stay whole), at most {@code
   * height} of them.
   */
  static List<String> render(Screen screen, int width, int height, boolean color) {
    LiveView view = new LiveView(screen, width, color);
    view.head();
    view.addresses();
    view.metrics();
    view.alerts();
    view.stories(height);
    return view.lines.size() <= height ? view.lines : view.lines.subList(0, Math.max(1, height));
  }

  private void head() {
    Duration running = Duration.between(screen.startedAt(), screen.now());
    String right = "running %s · %s UTC".formatted(minutes(running), CLOCK.format(screen.now()));
    add(line().styled(Style.BOLD, "Tocsin demo").gap(right.length()).styled(Style.DIM, right));
  }

  private void addresses() {
    section("Open, or type into another terminal");
    int widest =
        screen.addresses().stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    for (Screen.Address address : screen.addresses()) {
      Style style = address.name().equals("approve") ? Style.YELLOW : Style.BLUE;
      StoryLine whole = new StoryLine(Integer.MAX_VALUE, color);
      add(
          whole
              .plain("  ")
              .column(widest + 2, address.name())
              .styled(style, VisibleText.of(address.text())));
    }
  }

  private void metrics() {
    MetricsFeed.Progress feed = screen.feed();
    section("Samples");
    String rate = String.format(Locale.ROOT, "  %.0f per second", feed.perSecond());
    String stored = String.format(Locale.ROOT, " · %,d stored in Kafka", feed.stored());
    String failed = feed.failed() == 0 ? "" : " · %,d failed".formatted(feed.failed());
    add(line().plain(rate + stored).styled(Style.RED, failed));
    add(
        line()
            .plain("  this host       ")
            .column(16, value("cpu", "cpu_usage_percent", LiveView::percent))
            .column(18, value("memory", "memory_usage_percent", LiveView::percent))
            .column(16, value("disk", "disk_usage_percent", LiveView::percent))
            .plain(value("load", "load_1m", load -> String.format(Locale.ROOT, "%.2f", load))));
    add(
        line()
            .plain("  sample service  ")
            .column(16, value("errors", "http_error_rate_percent", LiveView::percent))
            .column(18, value("p99", "http_latency_p99_ms", LiveView::millis))
            .plain(value("temp files", "temp_files_bytes", Unit.BYTES::text)));
  }

  private void alerts() {
    section("Alerts");
    if (!screen.apiAnswers()) {
      add(line().plain("  ").styled(Style.RED, "the alerts API does not answer"));
    } else if (screen.alerts().isEmpty()) {
      add(line().plain("  ").styled(Style.DIM, "none: all is well. Switch a fault on and watch."));
    }
    for (ActiveAlert alert : screen.alerts()) {
      String since =
          alert.activeAt().map(at -> minutes(Duration.between(at, screen.now()))).orElse("");
      add(
          line()
              .plain("  ")
              .column(14, stateStyle(alert.state()), VisibleText.of(alert.state()))
              .column(10, VisibleText.of(alert.severity()))
              .column(8, since)
              .column(30, VisibleText.of(alert.name()))
              .column(18, VisibleText.of(alert.key().instanceId()))
              .plain(VisibleText.of(alert.value())));
    }
    if (!screen.alerts().isEmpty()) {
      add(line().plain("  ").styled(Style.DIM, HOW_OFTEN));
    }
  }

  /** The newest stories, each whole or not at all; the newest one always. */
  private void stories(int height) {
    List<Episode> newest = screen.episodes().reversed().stream().limit(STORIES).toList();
    section("What happened");
    if (newest.isEmpty()) {
      add(line().plain("  ").styled(Style.DIM, "nothing yet"));
    }
    int room = height - lines.size();
    int shown = 0;
    for (Episode episode : newest) {
      int needed = episode.events().size() + 1;
      if (shown > 0 && needed > room) {
        return;
      }
      room -= needed;
      shown++;
      story(episode);
    }
  }

  private void story(Episode episode) {
    String name =
        VisibleText.of(episode.name()) + " · " + VisibleText.of(episode.key().instanceId());
    add(line().plain("  ").styled(Style.BOLD, name));
    for (Event event : episode.events()) {
      double offset = Duration.between(episode.began(), event.at()).toMillis() / 1000.0;
      String when =
          String.format(Locale.ROOT, "    %s %+9.3f s  ", MOMENT.format(event.at()), offset);
      add(
          line()
              .styled(Style.DIM, when)
              .column(22, eventStyle(event.what()), VisibleText.of(event.what()))
              .plain(VisibleText.of(event.detail())));
    }
  }

  private String value(String name, String metric, DoubleFunction<String> shown) {
    return Optional.ofNullable(screen.feed().latest().get(metric))
        .map(found -> name + " " + shown.apply(found.value()))
        .orElse(name + " –");
  }

  private void section(String title) {
    add(line());
    add(line().styled(Style.BOLD, title));
  }

  private StoryLine line() {
    return new StoryLine(width, color);
  }

  private void add(StoryLine line) {
    lines.add(line.end());
  }

  private static Style stateStyle(String state) {
    return switch (state) {
      case "firing" -> Style.RED;
      case "pending" -> Style.YELLOW;
      default -> Style.BLUE;
    };
  }

  private static Style eventStyle(String what) {
    return switch (what) {
      case "firing" -> Style.RED;
      case "pending", "approval asked" -> Style.YELLOW;
      case "resolved", "resolution notified" -> Style.GREEN;
      default -> Style.BLUE;
    };
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", value);
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.0f ms", value);
  }

  private static String minutes(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
