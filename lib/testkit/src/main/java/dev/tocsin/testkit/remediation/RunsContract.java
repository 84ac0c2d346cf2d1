package dev.tocsin.testkit.remediation;

import static dev.tocsin.testkit.remediation.RemediationRuns.NOW;
import static dev.tocsin.testkit.remediation.RemediationRuns.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.remediation.Approval;
import dev.tocsin.core.remediation.EndReason;
import dev.tocsin.core.remediation.Question;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunPlan;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.core.remediation.Target;
import dev.tocsin.core.remediation.TargetHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Runs} promises. */
public abstract class RunsContract {
  private static final Instant LATER = NOW.plusSeconds(60);

  private Runs runs;
  private Transactions transactions;

  protected abstract Runs newRuns();

  /** The transactions of the runs made last. */
  protected abstract Transactions transactions();

  @BeforeEach
  void open_newStore() {
    runs = newRuns();
    transactions = transactions();
  }

  @Test
  void find_added_isTheSameRun() {
    Run asked = open(1, RunStatus.AWAITING_APPROVAL);
    Run ended =
        open(2, RunStatus.APPROVED)
            .started(NOW, LATER)
            .ended(RunStatus.SUCCESS, EndReason.HTTP_2XX, "HTTP 200", LATER);
    runs.add(List.of(asked, ended));
    assertThat(runs.find(asked.id())).hasValue(asked);
    assertThat(runs.find(ended.id())).hasValue(ended);
    assertThat(runs.find(open(3, RunStatus.APPROVED).id())).isEmpty();
  }

  @Test
  void add_twice_keepsTheFirst() {
    Run first = open(1, RunStatus.AWAITING_APPROVAL);
    runs.add(List.of(first));
    runs.save(first.answered(answer(Approval.Answer.APPROVE)));
    runs.add(List.of(first));
    assertThat(runs.find(first.id()).orElseThrow().status()).isEqualTo(RunStatus.APPROVED);
  }

  @Test
  void save_everythingThatMayChange_isReadBack() {
    Run run = open(1, RunStatus.AWAITING_APPROVAL);
    runs.add(List.of(run));
    Run changed =
        run.answered(answer(Approval.Answer.APPROVE))
            .started(NOW, LATER)
            .again(EndReason.HTTP_STATUS, "HTTP 503", LATER.plusSeconds(1))
            .started(LATER.plusSeconds(1), LATER.plusSeconds(61))
            .ended(RunStatus.FAILED, EndReason.NO_ANSWER, "none", LATER.plusSeconds(70));
    runs.save(changed);
    assertThat(runs.find(run.id())).hasValue(changed);
  }

  @Test
  void save_askedAnew_theNewQuestionWaitsWithoutAnswer() {
    Run run = open(1, RunStatus.AWAITING_APPROVAL);
    runs.add(List.of(run));
    Run failed =
        run.answered(answer(Approval.Answer.APPROVE))
            .started(NOW, LATER)
            .again(EndReason.HTTP_STATUS, "HTTP 503", LATER);
    runs.save(failed);
    Run again = failed.asked(LATER);
    runs.save(again);
    assertThat(runs.find(run.id())).hasValue(again);
    assertThat(again.approval().orElseThrow().attempt()).isEqualTo(2);
    assertThat(again.approval().orElseThrow().decided()).isEmpty();
    Run answered = again.answered(answer(Approval.Answer.DENY));
    runs.save(answered);
    assertThat(runs.find(run.id())).hasValue(answered);
  }

  @Test
  void save_askedAfterAnAttemptWithoutQuestion_isReadBack() {
    Run failed =
        open(1, RunStatus.APPROVED)
            .started(NOW, LATER)
            .again(EndReason.HTTP_STATUS, "HTTP 503", LATER);
    runs.add(List.of(failed));
    runs.save(failed.asked(LATER));
    assertThat(runs.find(failed.id())).hasValue(failed.asked(LATER));
  }

  @Test
  void question_askedNeverAskedAndUnknown() {
    Run asked = open(1, RunStatus.AWAITING_APPROVAL);
    Run never = open(2, RunStatus.APPROVED);
    runs.add(List.of(asked, never));
    assertThat(runs.question(asked.id()))
        .hasValue(
            new Question(
                asked.plan().parametersHash(), asked.approval().orElseThrow().expiresAt()));
    assertThat(runs.question(never.id())).isEmpty();
    assertThat(runs.question(open(3, RunStatus.APPROVED).id())).isEmpty();
  }

  @Test
  void lockDue_dueOpenRuns_comeEarliestFirst() {
    Run later = open(1, RunStatus.APPROVED).postponed(NOW.plusSeconds(1));
    Run now = open(2, RunStatus.AWAITING_APPROVAL);
    Run notYet = open(3, RunStatus.APPROVED).postponed(NOW.plusSeconds(3));
    Run over =
        open(4, RunStatus.APPROVED).ended(RunStatus.SKIPPED, EndReason.COOLDOWN, "young", NOW);
    runs.add(List.of(later, now, notYet, over));
    assertThat(transactions.inOne(() -> runs.lockDue(NOW.plusSeconds(2), 10)))
        .containsExactly(now, later);
    assertThat(transactions.inOne(() -> runs.lockDue(NOW.plusSeconds(2), 1))).containsExactly(now);
    assertThat(transactions.inOne(() -> runs.lockDue(NOW.minusSeconds(1), 10))).isEmpty();
  }

  @Test
  void lockOpen_alerts_onlyTheirOpenRuns() {
    Run open = open(1, RunStatus.AWAITING_APPROVAL);
    Run over =
        open(2, RunStatus.APPROVED).ended(RunStatus.SKIPPED, EndReason.COOLDOWN, "young", NOW);
    Run other = open(3, RunStatus.APPROVED);
    runs.add(List.of(open, over, other));
    assertThat(
            transactions.inOne(() ->
                runs.lockOpen(
                    List.of(open.plan().alert().alertId(), over.plan().alert().alertId()))))
        .containsExactly(open);
    assertThat(transactions.inOne(() -> runs.lockOpen(List.of()))).isEmpty();
  }

  @Test
  void lockTargets_attemptsAndOpenRuns_areCounted() {
    Target target = new Target("clear_temp", "web-1");
    Target unknown = new Target("clear_temp", "web-9");
    Instant start = NOW.minus(Duration.ofHours(24));
    Run old =
        open(1, RunStatus.APPROVED)
            .started(start, LATER)
            .started(start.plusSeconds(1), LATER)
            .started(NOW.minusSeconds(9), LATER)
            .ended(RunStatus.FAILED, EndReason.HTTP_STATUS, "HTTP 500", LATER);
    runs.add(List.of(old));
    assertThat(transactions.inOne(() -> runs.lockTargets(Set.of(target, unknown), start)))
        .hasSize(2)
        .containsEntry(target, new TargetHistory(false, 2, Optional.of(NOW.minusSeconds(9))))
        .containsEntry(unknown, TargetHistory.NONE);
    Run waits = renumbered(open(7, RunStatus.AWAITING_APPROVAL), "web-1");
    runs.add(List.of(waits));
    assertThat(transactions.inOne(() -> runs.lockTargets(Set.of(target), start)))
        .containsEntry(target, new TargetHistory(true, 2, Optional.of(NOW.minusSeconds(9))));
  }

  @Test
  void dueUntil_openRuns_eachSecondOnce() {
    runs.add(
        List.of(
            open(1, RunStatus.APPROVED).postponed(NOW.plusMillis(300)),
            open(2, RunStatus.APPROVED).postponed(NOW.plusMillis(800)),
            open(3, RunStatus.APPROVED).postponed(NOW.plusSeconds(5)),
            open(4, RunStatus.APPROVED).postponed(NOW.plusSeconds(71))));
    assertThat(runs.dueUntil(NOW.plusSeconds(70))).containsExactly(NOW, NOW.plusSeconds(5));
  }

  @Test
  void purge_endedBefore_areGoneWithTheirApprovals() {
    Run old =
        open(1, RunStatus.AWAITING_APPROVAL)
            .answered(new Approval.Decided(Approval.Answer.DENY, "link", "", "", NOW));
    Run young =
        open(2, RunStatus.APPROVED).ended(RunStatus.SKIPPED, EndReason.COOLDOWN, "young", LATER);
    Run open = open(3, RunStatus.APPROVED);
    runs.add(List.of(old, young, open));
    assertThat(runs.purge(LATER)).isEqualTo(1);
    assertThat(runs.find(old.id())).isEmpty();
    assertThat(runs.find(young.id())).isPresent();
    assertThat(runs.find(open.id())).isPresent();
  }

  @Test
  void add_transactionFails_leavesNothing() {
    Run run = open(1, RunStatus.APPROVED);
    try {
      transactions.inOne(() -> {
        runs.add(List.of(run));
        throw new IllegalStateException("undone");
      });
    } catch (IllegalStateException undone) {
      assertThat(undone).hasMessage("undone");
    }
    assertThat(runs.find(run.id())).isEmpty();
  }

  private static Approval.Decided answer(Approval.Answer answer) {
    return new Approval.Decided(answer, "link", "10.0.0.1", "go \"on\"", NOW);
  }

  private static Run renumbered(Run run, String target) {
    return new Run(
        run.id(),
        new RunPlan(
            run.plan().remediationId(),
            run.plan().remediationName(),
            run.plan().action(),
            target,
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
