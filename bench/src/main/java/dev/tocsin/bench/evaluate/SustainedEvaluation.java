package dev.tocsin.bench.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.store.statistics.TableStatistics;
import dev.tocsin.store.statistics.TableStatistics.KeyEvent;
import dev.tocsin.testkit.process.ProcessMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A workload at the rate of the clock, and how the evaluator keeps up with it. */
final class SustainedEvaluation {
  private static final String FALSE_ALERTS = "false_alerts";
  private static final String LOST_ALERTS = "lost_alerts";
  private static final long LOOK_MILLIS = 200;

  /** Nearer than this to what was made it has caught up. */
  private static final Duration CAUGHT_UP = Duration.ofSeconds(2);

  /** So long before the end alerts are not compared: at the end time alone goes on. */
  private static final Duration UNSETTLED = Duration.ofMinutes(1);

  private final Workload.Source source;
  private final Expected expected;
  private final long caughtUp;
  private final BenchPipeline pipeline;
  private final Duration length;
  private final Duration every;

  /** How many records were made. */
  private final AtomicLong made = new AtomicLong();

  private Optional<Duration> caughtUpAfter = Optional.empty();
  private long takenThen;
  private long mostBehind;

  /**
   * @param workload begins in the past where records are to wait
   * @param rate samples a second
   * @param length how long records come once the evaluator is started
   */
  SustainedEvaluation(
      Workload workload, int rate, BenchPipeline pipeline, Duration length, Duration every) {
    this.source = workload.source();
    this.expected = new Expected(workload);
    this.caughtUp = rate * CAUGHT_UP.toSeconds();
    this.pipeline = pipeline;
    this.length = length;
    this.every = every;
  }

  /**
   * Runs to the end; gives a line now and then, and one at the end.
   *
   * @return whether the alerts were right
   */
  boolean run(int evaluators, String heap, Consumer<ObjectNode> lines)
      throws IOException, InterruptedException, SQLException {
    try (BenchPipeline.Producer producer = pipeline.new Producer()) {
      makeUntil(Instant.now(), producer);
      long waiting = made.get();
      try (ServeProcess serve = pipeline.serve(evaluators, heap)) {
        Instant begun = Instant.now();
        Instant end = begun.plus(length);
        Thread feed = Thread.ofPlatform().daemon().name("feed").start(() -> feed(end, producer));
        watch(serve, begun, end, lines);
        feed.join();
        ObjectNode summary = summary(waiting, end.minus(UNSETTLED));
        lines.accept(summary);
        return summary.path(FALSE_ALERTS).asLong() == 0 && summary.path(LOST_ALERTS).asLong() == 0;
      }
    }
  }

  private void makeUntil(Instant time, BenchPipeline.Producer producer) throws IOException {
    long until = time.toEpochMilli();
    while (source.at() < until) {
      source.next((host, record) -> {
        producer.add(host, record);
        expected.add(host, record);
      });
      made.incrementAndGet();
    }
  }

  private void feed(Instant end, BenchPipeline.Producer producer) {
    try {
      for (Instant now = Instant.now(); now.isBefore(end); now = Instant.now()) {
        makeUntil(now, producer);
        TimeUnit.MILLISECONDS.sleep(10);
      }
      makeUntil(end, producer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Until all records are taken, and the evaluation schedule is evaluated as far as alerts are
   * compared.
   */
  private void watch(ServeProcess serve, Instant begun, Instant end, Consumer<ObjectNode> lines)
      throws IOException, InterruptedException, SQLException {
    TableStatistics tables = pipeline.tables();
    long settled = end.minus(UNSETTLED).toEpochMilli();
    Instant emitted = begun;
    boolean isDone = false;
    while (!isDone) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      serve.check();
      Instant now = Instant.now();
      Duration since = Duration.between(begun, now);
      long taken = tables.recordsTaken();
      long behind = made.get() - taken;
      note(since, taken, behind);
      isDone = now.isAfter(end) && behind == 0 && tables.evaluatedBefore() > settled;
      if (isDone || !emitted.plus(every).isAfter(now)) {
        emitted = now;
        lines.accept(line(since, taken, behind, serve, tables));
      }
    }
  }

  private void note(Duration since, long taken, long behind) {
    if (caughtUpAfter.isPresent()) {
      mostBehind = Math.max(mostBehind, behind);
    } else if (taken > 0 && behind <= caughtUp) {
      caughtUpAfter = Optional.of(since);
      takenThen = taken;
    }
  }

  private static ObjectNode line(
      Duration since, long taken, long behind, ServeProcess serve, TableStatistics tables)
      throws IOException, SQLException {
    return JsonNodeFactory.instance
        .objectNode()
        .put("seconds", since.toSeconds())
        .put("samples", taken)
        .put("behind", behind)
        .put("cpu_seconds", serve.cpuSeconds())
        .put("rss_bytes", ProcessMemory.now(serve.pid()).orElse(-1))
        .put("table_bytes", tables.bytes())
        .put("state_bytes", tables.stateBytes())
        .put("outbox_bytes", tables.outboxBytes())
        .put("rows_written", tables.rowsWritten());
  }

  private ObjectNode summary(long waiting, Instant settled) throws SQLException {
    Set<KeyEvent> fired =
        Expected.before(pipeline.tables().events(AlertChanged.FIRED, "r%"), settled);
    Set<KeyEvent> right = expected.firingsBefore(settled);
    return JsonNodeFactory.instance
        .objectNode()
        .put("backlog", waiting)
        .put("caught_up_after_seconds", caughtUpAfter.orElseThrow().toMillis() / 1e3)
        .put("samples_taken_by_then", takenThen)
        .put("most_behind_afterwards", mostBehind)
        .put("alerts", right.size())
        .put(FALSE_ALERTS, missing(fired, right))
        .put(LOST_ALERTS, missing(right, fired));
  }

  private static long missing(Set<KeyEvent> these, Set<KeyEvent> among) {
    return these.stream().filter(event -> !among.contains(event)).count();
  }
}
