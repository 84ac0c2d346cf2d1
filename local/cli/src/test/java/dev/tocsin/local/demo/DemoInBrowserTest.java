package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.browser.ApprovalTab;
import dev.tocsin.local.browser.Chromium;
import dev.tocsin.local.command.DemoPipeline;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demonstration's story, with a person who approves in Chromium by the link in the inbox. */
@Tag("browser")
@Timeout(180)
class DemoInBrowserTest {
  @Test
  void story_approvedInTheInboxsPage_isPlayedToItsEnd() throws Exception {
    List<String> reported = new ArrayList<>();
    try (Chromium chromium = Chromium.start();
        Demo demo = Demo.start(new DemoPipeline(), InstantSource.system())) {
      boolean all =
          demo.playOnce(reported::add, (link, comment) -> approve(chromium, demo, comment));

      assertThat(all).as(String.join("\n", reported)).isTrue();
    }
    assertThat(reported).anyMatch(line -> line.contains("resolution notified"));
  }

  private static boolean approve(Chromium chromium, Demo demo, String comment) {
    URI inbox =
        demo.addresses().stream()
            .filter(address -> address.name().equals("inbox"))
            .map(address -> URI.create(address.text()))
            .findFirst()
            .orElseThrow();
    try (ApprovalTab tab = chromium.newTab()) {
      tab.openFromInbox(inbox);
      assertThat(tab.title()).isEqualTo("Restart the sample service?");
      tab.show("Demo-question");
      assertThat(tab.answer("Approve", comment)).isEqualTo(200);
      assertThat(tab.text()).contains("Your decision is recorded", comment);
      tab.show("Demo-result");
    }
    return true;
  }
}
