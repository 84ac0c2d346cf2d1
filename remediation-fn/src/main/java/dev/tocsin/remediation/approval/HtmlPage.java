package dev.tocsin.remediation.approval;

import dev.tocsin.core.text.Sha256;
import java.util.Base64;
import java.util.Locale;

/**
 * The frame of every page: its head, its style, and what a browser may do with it. It loads
 * nothing, runs no script, links nowhere, and reads well on a phone at night.
 */
final class HtmlPage {
  /** What a page is about, which gives its heading a colour. */
  enum Tone {
    QUESTION,
    APPROVED,
    DENIED,
    REFUSED;

    private String css() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--page:#f3f4f6;--card:#fff;--text:#17181a;--soft:#55585e;--line:#d3d6db;\
      --box:#f3f4f6;--question:#1d4ed8;--approved:#12703a;--denied:#b3261e;--refused:#8a5200;--approve:#12703a}
      @media (prefers-color-scheme:dark){:root{--page:#0e0f11;--card:#191b1f;--text:#eceef1;--soft:#a9aeb6;\
      --line:#3a3e45;--box:#24272c;--question:#8ab4ff;--approved:#6fd694;--denied:#ff9d94;--refused:#f5bd5b;\
      --approve:#17803f}}
      *{box-sizing:border-box}
      body{margin:0;background:var(--page);color:var(--text);font:17px/1.5 system-ui,-apple-system,"Segoe UI",\
      Roboto,sans-serif;-webkit-text-size-adjust:100%}
      main{max-width:40rem;margin:2.5rem auto;padding:1.75rem 2rem 2rem;background:var(--card);\
      border:1px solid var(--line);border-top:6px solid var(--question);border-radius:12px}
      main.approved{border-top-color:var(--approved)}main.denied{border-top-color:var(--denied)}\
      main.refused{border-top-color:var(--refused)}
      .kind{margin:0;font-weight:600;color:var(--question)}.approved .kind{color:var(--approved)}\
      .denied .kind{color:var(--denied)}.refused .kind{color:var(--refused)}
      h1{margin:.1rem 0 .6rem;font-size:1.6rem;line-height:1.25;overflow-wrap:anywhere}
      h2{margin:1.6rem 0 0;font-size:1.1rem}p{margin:.6rem 0;overflow-wrap:anywhere}
      .deadline{padding:.6rem .9rem;background:var(--box);border-radius:8px}
      dl{margin:1.2rem 0}dt{margin-top:.7rem;font-size:.9rem;color:var(--soft)}
      dt::first-letter{text-transform:uppercase}dd{margin:0;overflow-wrap:anywhere}
      code{display:block;padding:.35rem .6rem;background:var(--box);border-radius:6px;\
      font:15px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap}
      blockquote{margin:.6rem 0;padding:.3rem .9rem;border-left:4px solid var(--line);white-space:pre-wrap;\
      overflow-wrap:anywhere}
      label{display:block;font-weight:600;margin-bottom:.3rem}label span{font-weight:400;color:var(--soft)}
      textarea{width:100%;padding:.6rem .7rem;font:inherit;color:inherit;background:var(--card);\
      border:1px solid var(--soft);border-radius:8px;resize:vertical}
      .answers{display:flex;flex-wrap:wrap;gap:.9rem;margin-top:1rem}
      button{flex:1 1 11rem;min-height:3.4rem;padding:.6rem 1.2rem;font:inherit;font-size:1.1rem;\
      font-weight:650;border-radius:10px;cursor:pointer}
      button.approve{color:#fff;background:var(--approve);border:2px solid var(--approve)}
      button.deny{color:var(--denied);background:transparent;border:2px solid var(--denied)}
      button:focus-visible,textarea:focus-visible{outline:3px solid var(--question);outline-offset:2px}
      @media (max-width:40rem){body{background:var(--card)}main{margin:0;padding:1.1rem 1.1rem 2rem;border-width:6px 0 0;\
      border-radius:0}h1{font-size:1.4rem}}
      """;

  /** What the page's browser may load and do. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + Base64.getEncoder().encodeToString(Sha256.of(STYLE))
          + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private HtmlPage() {}

  /**
   * A page.
   *
   * @param kind a word or two above the title
   * @param content HTML
   */
  static String of(Tone tone, String kind, String title, String content) {
    return """
    <!DOCTYPE html>
    <html lang="en" dir="ltr">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>%s: %s</title>
    <style>%s</style>
    </head>
    <body>
    <main class="%s">
    <p class="kind">%s</p>
    <h1>%s</h1>
    %s
    </main>
    </body>
    </html>
    """
        .formatted(
            escape(kind), escape(title), STYLE, tone.css(), escape(kind), escape(title), content);
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
}
