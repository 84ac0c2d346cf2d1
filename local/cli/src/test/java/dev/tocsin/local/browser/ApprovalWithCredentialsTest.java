package dev.tocsin.local.browser;

import java.util.Optional;

/** {@code tocsin up} with credentials, which nobody needs who has a link. */
class ApprovalWithCredentialsTest extends ApprovalStories {
  @Override
  void start(BrowserSetup unstarted) throws Exception {
    var unused = unstarted.up(new BrowserSetup.Plan(true, Optional.empty(), false));
  }
}
