package dev.tocsin.remediation.approval;

import static dev.tocsin.remediation.approval.HtmlPage.escape;

import dev.tocsin.core.remediation.Approval;
import dev.tocsin.core.remediation.ApprovalPolicy.Refusal;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.remediation.approval.HtmlPage.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * The page of an approval: what would be done, and a form to decide. Every value stands on it as
 * {@link VisibleText} shows it, apart from what surrounds it.
 */
final class ApprovalPage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ApprovalPage() {}

  /** The question, with a form while it waits for an answer. */
  static String question(Run run, String token, Instant now) {
    ApprovalView view = ApprovalView.of(run);
    if (run.status() != RunStatus.AWAITING_APPROVAL) {
      return HtmlPage.of(
          tone(run),
          "No longer open",
          VisibleText.of(view.remediationName()) + ": " + words(view.status()),
          decision(run) + facts(view));
    }
    return HtmlPage.of(
        Tone.QUESTION,
        "Approval requested",
        VisibleText.of(view.remediationName()) + "?",
        deadline(run, now) + facts(view) + form(view.id(), token));
  }

  /** The answer to a decision. */
  static String decided(Run run) {
    ApprovalView view = ApprovalView.of(run);
    String next =
        run.status() == RunStatus.APPROVED
            ? "The action starts now. What becomes of it comes as a notification."
            : "Nothing is done.";
    return HtmlPage.of(
        tone(run),
        "Your decision is recorded",
        VisibleText.of(view.remediationName()) + ": " + words(view.status()),
        "<p>%s You can close this page.</p>".formatted(next) + decision(run) + facts(view));
  }

  /** The answer to an answer that does not count, or to a question that is no longer one. */
  static String refused(ApprovalError trouble, Run run) {
    ApprovalView view = ApprovalView.of(run);
    return HtmlPage.of(
        Tone.REFUSED,
        trouble.heading(),
        answered(run)
            ? VisibleText.of(view.remediationName()) + ": " + words(view.status())
            : VisibleText.of(view.remediationName()),
        decision(run)
            + "<p>%s</p>".formatted(escape(answered(run) ? AFTER_AN_ANSWER : trouble.next()))
            + facts(view));
  }

  /** A refusal that shows nothing of any run. */
  static String refused(ApprovalError trouble) {
    return HtmlPage.of(
        Tone.REFUSED, "Approval", trouble.heading(), "<p>%s</p>".formatted(escape(trouble.next())));
  }

  private static final String AFTER_AN_ANSWER = ApprovalError.of(Refusal.ALREADY_DECIDED).next();

  private static boolean answered(Run run) {
    return run.approval().flatMap(Approval::decided).isPresent();
  }

  private static Tone tone(Run run) {
    return run.approval()
        .flatMap(Approval::decided)
        .map(decided ->
            switch (decided.answer()) {
              case APPROVE -> Tone.APPROVED;
              case DENY -> Tone.DENIED;
            })
        .orElse(Tone.REFUSED);
  }

  /** The decision, its time and comment; empty without a decision. */
  private static String decision(Run run) {
    return run.approval()
        .flatMap(Approval::decided)
        .map(decided -> {
          String what =
              switch (decided.answer()) {
                case APPROVE -> "Approved";
                case DENY -> "Denied";
              };
          String comment =
              decided.comment().isEmpty()
                  ? ""
                  : "<blockquote>%s</blockquote>".formatted(value(decided.comment()));
          return "<p><strong>%s</strong> at %s%s</p>%s"
              .formatted(
                  what,
                  TIME.format(decided.at()),
                  comment.isEmpty() ? "." : ", with this comment:",
                  comment);
        })
        .orElse("");
  }

  private static String deadline(Run run, Instant now) {
    Instant end = run.approval().map(Approval::expiresAt).orElse(now);
    long minutes = Math.max(0, Duration.between(now, end).toMinutes());
    String left =
        switch ((int) Math.min(minutes, 2)) {
          case 0 -> "Less than a minute left";
          case 1 -> "1 minute left";
          default -> minutes + " minutes left";
        };
    return "<p class=\"deadline\"><strong>%s</strong>, until %s. Nothing is done unless this is approved.</p>"
        .formatted(left, TIME.format(end));
  }

  /** A status as people write it. */
  private static String words(String status) {
    return status.replace('_', ' ');
  }

  private static String facts(ApprovalView view) {
    StringBuilder facts = new StringBuilder("<dl>");
    fact(
        facts,
        "Remediation",
        "%s (%s)".formatted(value(view.remediationName()), value(view.remediation())));
    fact(facts, "Target", value(view.target()));
    fact(facts, "Action", value(view.action()));
    for (Map.Entry<String, String> parameter : view.parameters().entrySet()) {
      facts
          .append("<dt>")
          .append(value(parameter.getKey()))
          .append("</dt><dd><code>")
          .append(value(parameter.getValue()))
          .append("</code></dd>");
    }
    fact(
        facts,
        "Alert",
        "%s (%s)".formatted(value(view.alert().alertName()), value(view.alert().severity())));
    fact(facts, "Description", value(view.alert().description()));
    fact(facts, "Since", view.alert().startedAt());
    fact(facts, "Covers", covers(view));
    fact(facts, "Open until", view.expiresAt());
    fact(facts, "Status", value(view.status()));
    return facts.append("</dl>").toString();
  }

  private static String covers(ApprovalView view) {
    return view.failure() == null
        ? "one attempt"
        : "one attempt, number %d; the one before failed: %s"
            .formatted(view.attempt(), value(view.failure()));
  }

  private static void fact(StringBuilder facts, String name, String html) {
    facts.append("<dt>").append(name).append("</dt><dd>").append(html).append("</dd>");
  }

  /** A value as a person may see it: its direction does not reach what is around it. */
  private static String value(String text) {
    return "<bdi>" + escape(VisibleText.of(text)) + "</bdi>";
  }

  /** The address is relative, so that it also holds behind an API's stage. */
  private static String form(String id, String token) {
    return """
    <form method="post" action="%s">
    <input type="hidden" name="token" value="%s">
    <label for="comment">Comment <span>(optional)</span></label>
    <textarea id="comment" name="comment" rows="3" maxlength="%d"></textarea>
    <div class="answers">
    <button class="approve" name="decision" value="approve">Approve</button>
    <button class="deny" name="decision" value="deny">Deny</button>
    </div>
    </form>
    """
        .formatted(escape(id), escape(token), AnswerForm.MAX_COMMENT);
  }
}
