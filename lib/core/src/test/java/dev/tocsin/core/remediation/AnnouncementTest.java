package dev.tocsin.core.remediation;

import static dev.tocsin.core.remediation.RemediationFixtures.NOW;
import static dev.tocsin.core.remediation.RemediationFixtures.remediation;
import static dev.tocsin.core.remediation.RemediationFixtures.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.RemediationFinished;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A run that waits for an approval asks for it  | AWAITING_APPROVAL | asked    | true
          An approved run is not announced        | APPROVED          | nothing  | true
          Nor is an attempt under way                   | RUNNING           | nothing  | true
          A run that was skipped is reported            | SKIPPED           | finished | false
          A run that succeeded is reported              | SUCCESS           | finished | false
          A run that failed is reported                 | FAILED            | finished | false
          """)
  void of_aRun_isAsTheSentenceSays(
      String sentence, RunStatus status, String expected, boolean open) {
    Run run = run(status, Optional.of(EndReason.HTTP_STATUS), List.of());
    assertThat(
            Announcement.of(run, NOW)
                .map(message -> message instanceof ApprovalRequested ? "asked" : "finished")
                .orElse("nothing"))
        .as(sentence)
        .isEqualTo(expected);
    assertThat(status.open()).as(sentence).isEqualTo(open);
  }

  @Test
  void of_aFirstQuestion_namesNoAttempt() {
    Run run = run(RunStatus.AWAITING_APPROVAL, Optional.empty(), List.of());
    assertThat(Announcement.of(run, NOW).orElseThrow())
        .isInstanceOfSatisfying(
            ApprovalRequested.class,
            asked -> {
              assertThat(asked.eventId()).isEqualTo(DerivedId.of(run.id(), "asked"));
              assertThat(asked.attempt()).isNull();
              assertThat(asked.detail()).isNull();
            });
  }

  @Test
  void of_aSecondQuestion_namesTheAttemptAndWhyTheOneBeforeFailed() {
    Run run =
        run(RunStatus.RUNNING, Optional.empty(), List.of(NOW))
            .again(EndReason.HTTP_STATUS, "HTTP 503", NOW)
            .asked(NOW);
    assertThat(Announcement.of(run, NOW).orElseThrow())
        .isInstanceOfSatisfying(
            ApprovalRequested.class,
            asked -> {
              assertThat(asked.eventId()).isEqualTo(DerivedId.of(run.id(), "asked:2"));
              assertThat(asked.attempt()).isEqualTo(2);
              assertThat(asked.detail()).isEqualTo("HTTP 503");
            });
  }

  @Test
  void of_anEnd_saysHowAndWhy() {
    Run run =
        run(RunStatus.RUNNING, Optional.empty(), List.of(NOW))
            .ended(RunStatus.FAILED, EndReason.HTTP_STATUS, "HTTP 503", NOW);
    assertThat(Announcement.of(run, NOW).orElseThrow())
        .isInstanceOfSatisfying(
            RemediationFinished.class,
            finished -> {
              assertThat(finished.eventId()).isEqualTo(DerivedId.of(run.id(), "finished"));
              assertThat(finished.status()).isEqualTo("failed");
              assertThat(finished.reason()).isEqualTo("http_status");
              assertThat(finished.detail()).isEqualTo("HTTP 503");
            });
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"approve, APPROVE", "deny, DENY", "Approve, ", "'', "})
  void parse_answer_isTheWordThatStandsForIt(String word, Approval.@Nullable Answer answer) {
    assertThat(Approval.Answer.parse(word)).isEqualTo(Optional.ofNullable(answer));
  }

  @Test
  void auditEntry_ofTheSecondAnswer_isAnotherThanOfTheFirst() {
    Approval.Decided yes = new Approval.Decided(Approval.Answer.APPROVE, "ada", "", "", NOW);
    assertThat(AuditEntry.of(RemediationFixtures.RUN, 1, yes).id())
        .isEqualTo(DerivedId.of(RemediationFixtures.RUN, "decided"));
    assertThat(AuditEntry.of(RemediationFixtures.RUN, 2, yes).id())
        .isEqualTo(DerivedId.of(RemediationFixtures.RUN, "decided:2"));
  }

  @Test
  void find_inTheCatalogue_isByItsId() {
    Remediation entry = remediation(false, 1, Duration.ofHours(1));
    Catalogue catalogue = new Catalogue(List.of(entry));
    assertThat(catalogue.find("clear_temp")).contains(entry);
    assertThat(catalogue.find("other")).isEmpty();
    assertThat(catalogue.forRule("disk_high")).containsExactly(entry);
    assertThat(catalogue.forRule("other")).isEmpty();
  }
}
