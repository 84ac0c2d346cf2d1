package dev.tocsin.remediation.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.core.text.VisibleText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * The page of an approval: what would be done, and a form to decide. No scripts, no links out.
 * Every value stands on it as {@link VisibleText} shows it, apart from what surrounds it.
 */
final class ApprovalPage {
  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;\
      color:#1c1c1e;background:#fff}
      h1{font-size:1.5rem}dt{font-weight:600;margin-top:.6rem}dd{margin:0;overflow-wrap:anywhere}
      code,pre{font:14px ui-monospace,monospace;white-space:pre-wrap}
      textarea{width:100%;font:inherit}button{font:inherit;padding:.5rem 1.5rem;margin:.8rem .8rem 0 0}
      .approve{background:#0a6b2d;color:#fff;border:0;border-radius:4px}
      .deny{background:#fff;color:#a11;border:1px solid #a11;border-radius:4px}
      """;

  /** What the page's browser may load and do. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private ApprovalPage() {}

  /** The question, with a form while it waits for an answer. */
  static String question(Run run, String token) {
    ApprovalView view = ApprovalView.of(run);
    String form =
        run.status() == RunStatus.AWAITING_APPROVAL
            ? form(view.id(), token)
            : "<p>This was decided: <strong>%s</strong>.</p>".formatted(value(view.status()));
    return page("Approve: " + VisibleText.of(view.remediationName()), facts(view) + form);
  }

  /** The answer to a decision. */
  static String decided(Run run) {
    ApprovalView view = ApprovalView.of(run);
    return page(
        VisibleText.of(view.remediationName()) + ": " + view.status(),
        "<p>The decision is recorded. You can close this page.</p>" + facts(view));
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
    <label for="comment">Comment</label>
    <textarea id="comment" name="comment" rows="3" maxlength="%d"></textarea>
    <button class="approve" name="decision" value="approve">Approve</button>
    <button class="deny" name="decision" value="deny">Deny</button>
    </form>
    """
        .formatted(escape(id), escape(token), AnswerForm.MAX_COMMENT);
  }

  private static String page(String title, String content) {
    return """
    <!DOCTYPE html>
    <html lang="en" dir="ltr">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>%s</title>
    <style>%s</style>
    </head>
    <body>
    <h1>%s</h1>
    %s
    </body>
    </html>
    """
        .formatted(escape(title), STYLE, escape(title), content);
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String sha256(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
