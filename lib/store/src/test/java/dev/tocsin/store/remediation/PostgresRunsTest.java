package dev.tocsin.store.remediation;

import static dev.tocsin.testkit.remediation.RemediationRuns.NOW;
import static dev.tocsin.testkit.remediation.RemediationRuns.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunPlan;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.core.remediation.Target;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.remediation.RunsContract;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PostgresRunsTest extends RunsContract {
  private final ApplicationContext context = StoreFixture.empty();
  private final Runs runs = context.getBean(Runs.class);

  @Override
  protected Runs newRuns() {
    return runs;
  }

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }

  @Test
  void lockDue_lockedElsewhere_isLeftOut() {
    Run first = open(1, RunStatus.APPROVED);
    Run second = open(2, RunStatus.APPROVED);
    runs.add(List.of(first, second));
    List<Run> here =
        transactions()
            .inOne(() -> {
              List<Run> mine = runs.lockDue(NOW, 1);
              List<Run> others = elsewhere(() -> transactions().inOne(() -> runs.lockDue(NOW, 10)));
              assertThat(others).hasSize(1).doesNotContainAnyElementsOf(mine);
              return mine;
            });
    assertThat(here).hasSize(1);
  }

  @Test
  void lockTargets_manyTransactionsAtOnce_oneAfterTheOther() {
    Set<Target> targets = Set.of(new Target("clear_temp", "web-1"), new Target("a", "b"));
    List<CompletableFuture<Boolean>> tries = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (long n = 1; n <= 8; n++) {
        Run run = open(n, RunStatus.APPROVED);
        tries.add(
            CompletableFuture.supplyAsync(
                () ->
                    transactions()
                        .inOne(() -> {
                          boolean free =
                              runs.lockTargets(targets, NOW).values().stream()
                                  .noneMatch(history -> history.open());
                          if (free) {
                            runs.add(List.of(ofFirstTarget(run)));
                          }
                          return free;
                        }),
                threads));
      }
      assertThat(tries.stream().map(CompletableFuture::join).filter(won -> won)).hasSize(1);
    }
  }

  @Test
  void add_tenThousand_atOnce() {
    runs.add(LongStream.rangeClosed(1, 10_000).mapToObj(n -> open(n, RunStatus.APPROVED)).toList());
    assertThat(transactions().inOne(() -> runs.lockDue(NOW, 20_000))).hasSize(10_000);
  }

  private static <T> T elsewhere(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work).join();
  }

  private static Run ofFirstTarget(Run run) {
    return new Run(
        run.id(),
        new RunPlan(
            run.plan().remediationId(),
            run.plan().remediationName(),
            run.plan().action(),
            "web-1",
            run.plan().alert(),
            run.plan().seq(),
            run.plan().parameters(),
            run.plan().parametersHash(),
            run.plan().created()),
        run.status(),
        run.reason(),
        run.detail(),
        run.dueAt(),
        run.approval(),
        run.attempts(),
        run.finished());
  }
}
