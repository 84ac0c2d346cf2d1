package dev.tocsin.local.demo;

import dev.tocsin.core.text.VisibleText;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code tocsin demo}: the whole pipeline on real metrics of this host, to watch or to see played
 * once.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "The whole pipeline in one process, on real metrics of this host and of a small sample service.")
public final class DemoCommand implements Callable<Integer> {

  private static final long LOOK_MILLIS = 250;
  private static final int LOOKS_PER_STATUS = 40;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final Pipeline pipeline;
  private final PrintStream out;
  private final InstantSource clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Option(
      names = "--once",
      description = "Play one story without a person and end: 0 if every step was seen, else 1.")
  private boolean once;

  /** The command on a pipeline that is started when it is called. */
  public DemoCommand(Pipeline pipeline) {
    this(pipeline, new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }

  DemoCommand(Pipeline pipeline, PrintStream out) {
    this.pipeline = pipeline;
    this.out = out;
    clock = InstantSource.system();
  }

  @Override
  public Integer call() throws Exception {
    Thread hook = new Thread(stopping(Thread.currentThread()), "demo-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    out.println("Starting Kafka, PostgreSQL, queues and functions …");
    try (Demo demo = Demo.start(pipeline, clock)) {
      return once ? playOnce(demo) : watch(demo);
    } catch (InterruptedException e) {
      out.println("Stopped before the end.");
      return 1;
    } finally {
      stopped.countDown();
    }
  }

  private int playOnce(Demo demo) throws InterruptedException {
    boolean all = demo.playOnce(out::println);
    out.println(all ? "Every step was seen." : "A step is missing.");
    return all ? 0 : 1;
  }

  private int watch(Demo demo) throws InterruptedException {
    Optional<Terminal> terminal = Terminal.of(out, System.getenv());
    if (terminal.isPresent()) {
      draw(demo.watch(), terminal.get());
    } else {
      print(demo.watch());
    }
    return 0;
  }

  private void draw(Watch watch, Terminal terminal) throws InterruptedException {
    terminal.begin();
    do {
      Terminal.Size size = terminal.size();
      Screen screen = watch.look();
      terminal.draw(LiveView.render(screen, size.columns(), size.rows(), terminal.color()));
    } while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    terminal.end();
  }

  private void print(Watch watch) throws InterruptedException {
    int looks = 0;
    Set<Screen.Address> printed = new HashSet<>();
    do {
      Screen screen = watch.look();
      for (Screen.Address address : screen.addresses()) {
        if (printed.add(address)) {
          out.println(address.name() + ": " + VisibleText.of(address.text()));
        }
      }
      for (Event event : watch.news()) {
        out.printf(
            "%s  %-22s %s%n",
            MOMENT.format(event.at()),
            VisibleText.of(event.what()),
            VisibleText.of(event.detail()));
      }
      if (looks++ % LOOKS_PER_STATUS == 0) {
        out.printf(
            Locale.ROOT,
            "%s  %.0f samples per second, %d alerts%n",
            MOMENT.format(screen.now()),
            screen.feed().perSecond(),
            screen.alerts().size());
      }
    } while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
  }

  /** Runs when the process gets a signal to end: lets the parts stop before it does. */
  private Runnable stopping(Thread playing) {
    return () -> {
      stop.countDown();
      if (once && stopped.getCount() > 0) {
        playing.interrupt();
      }
      try {
        boolean unused = stopped.await(9, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
