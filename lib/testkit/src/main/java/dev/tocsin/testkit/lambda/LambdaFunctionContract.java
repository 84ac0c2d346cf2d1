package dev.tocsin.testkit.lambda;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every function on Lambda promises: its handlers are made of environment variables alone,
 * also while everything that they call is away, and a snapshot holds no connection.
 */
@Tag("lambda")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LambdaFunctionContract {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final List<String> EVENT_QUEUES =
      List.of("notify", "enrich", "remediate", "dead-letters");

  /** Identities, and generators that go on from where they were. */
  private static final Pattern STATEFUL =
      Pattern.compile(
          "java\\.util\\.(UUID|Random|SplittableRandom)"
              + "|jdk\\.random\\..*"
              + "|sun\\.security\\.provider\\..*D(rbg|RBG)");

  protected final AwsStub aws;
  protected final FunctionProcess function;

  private final TestEnvironment testEnvironment;
  private final List<Class<?>> handlers;
  private final Map<String, String> environment;

  /**
   * @param handlers all of the function
   * @param settings the variables that this function has beside those of all functions
   */
  protected LambdaFunctionContract(
      TestPostgres database, List<Class<?>> handlers, Map<String, String> settings) {
    this.testEnvironment = new TestEnvironment(database);
    this.aws = testEnvironment.aws();
    this.handlers = List.copyOf(handlers);
    this.environment = testEnvironment.environment(settings);
    this.function = FunctionProcess.start(environment);
  }

  /** Calls some handler so that it asks the database. */
  protected abstract void useDatabase();

  @BeforeAll
  void load() {
    handlers.forEach(function::load);
  }

  @AfterAll
  void close() {
    function.close();
    testEnvironment.close();
  }

  @Test
  void load_everythingAway_succeeds() {
    Map<String, String> away = new HashMap<>(environment);
    away.put("DATASOURCES_DEFAULT_URL", "jdbc:postgresql://localhost:1/nowhere");
    away.put("AWS_ENDPOINT_URL", "http://localhost:1");
    try (FunctionProcess alone = FunctionProcess.start(away)) {
      handlers.forEach(alone::load);
    }
  }

  @Test
  void snapshot_taken_holdsNoConnectionAndWorksOnceRestored() {
    useDatabase();
    assertThat(testEnvironment.connections()).isPositive();
    try {
      function.checkpoint();
      within(DEADLINE).untilAsserted(() -> assertThat(testEnvironment.connections()).isZero());
    } finally {
      // Until then whoever asks the database waits for ever, in other tests too.
      function.restore();
    }
    useDatabase();
    assertThat(testEnvironment.connections()).isPositive();
  }

  /**
   * Every instance starts from the same snapshot: what was drawn before it, and what a generator
   * with a state of its own draws after it, would be the same in all of them. A {@code
   * SecureRandom} of the JDK asks the kernel each time. {@code ThreadLocalRandom} is the JDK's own,
   * whose locks and maps need no good one; functions may not use it.
   */
  @Test
  void snapshot_taken_holdsNoIdentityAndNoGeneratorWithAState() {
    try (FunctionProcess fresh = FunctionProcess.start(environment)) {
      handlers.forEach(fresh::load);
      fresh.checkpoint();
      Set<String> live = fresh.liveClasses();
      assertThat(live).contains("java.lang.String");
      assertThat(live.stream().filter(STATEFUL.asMatchPredicate())).isEmpty();
    }
  }

  /** Leaves an event for each queue in the outbox, as if whoever wrote it could not send it. */
  protected final void leaveEvents() {
    for (String queue : EVENT_QUEUES) {
      long unused =
          number(
              """
              INSERT INTO outbox (event_id, queue, shard, body, created_at)
              VALUES (gen_random_uuid(), '%s', 1, '{"left":"left for %s"}', now() - interval '1 min')
              RETURNING 1
              """
                  .formatted(queue, queue));
    }
  }

  /** The queues whose event that was left has been sent. */
  protected final List<String> leftEventsSentTo() {
    return EVENT_QUEUES.stream()
        .filter(queue -> aws.sent().stream().anyMatch(sent -> sent.contains("left for " + queue)))
        .toList();
  }

  /** The number that a query gives. */
  protected final long number(String query) {
    return testEnvironment.number(query);
  }
}
