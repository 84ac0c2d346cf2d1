package dev.tocsin.notifier;

import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.WakeUps;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.notifier.routing.ActivateConfiguration;
import dev.tocsin.notifier.routing.GivenConfiguration;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.MovedClock;
import io.micronaut.context.ApplicationContext;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The notifier without its edges: nothing is received, and no queue wakes it. */
public final class TestContext implements AutoCloseable {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  public final MovedClock clock;
  private final ApplicationContext context;

  /** On a store in memory, at 2026-11-21T10:00:00Z. */
  public TestContext() {
    this(MovedClock.create(), new CountingIds(), MemoryStore.PROPERTIES, none -> {});
  }

  /**
   * @param properties those of the store, and others that differ from what is usual
   * @param given registers what the context is to use
   */
  public TestContext(
      MovedClock clock,
      IdSource ids,
      Map<String, Object> properties,
      Consumer<ApplicationContext> given) {
    this.clock = clock;
    context = ApplicationContext.builder().properties(allProperties(properties)).build();
    WakeUps wake = (consumer, delay) -> {};
    MessageSender sender = (queue, all) -> {};
    RandomGenerator random = () -> 0L;
    InstantSource time = clock;
    context.registerSingleton(InstantSource.class, time);
    context.registerSingleton(IdSource.class, ids);
    context.registerSingleton(WakeUps.class, wake);
    context.registerSingleton(MessageSender.class, sender);
    context.registerSingleton(RandomGenerator.class, random);
    given.accept(context);
    context.start();
  }

  private static Map<String, Object> allProperties(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>();
    all.put("tocsin.function", "notifier");
    all.put("tocsin.notifier.api-url", "http://notifications.test");
    all.put("tocsin.public-url", "https://tocsin.example/");
    all.put("tocsin.approval.key", KEY);
    all.put("tocsin.seal.key", KEY);
    all.put("tocsin.notifier.loop", "true");
    all.putAll(properties);
    return all;
  }

  public <T> T get(Class<T> bean) {
    return context.getBean(bean);
  }

  /** Puts a configuration in force and returns its number. */
  public long configure(String yaml) {
    return configure(yaml, ActivateConfiguration.Timers.KEPT);
  }

  /** Puts a configuration in force and returns its number. */
  public long configure(String yaml, ActivateConfiguration.Timers timers) {
    return get(ActivateConfiguration.class)
        .load(
            GivenConfiguration.ofFiles(new SourceFile("alertmanager.yml", yaml), Optional.empty()),
            timers)
        .number();
  }

  @Override
  public void close() {
    context.close();
  }
}
