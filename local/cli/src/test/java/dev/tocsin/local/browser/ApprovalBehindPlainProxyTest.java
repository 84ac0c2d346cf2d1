package dev.tocsin.local.browser;

import java.net.URI;
import java.util.Optional;

/** Behind a proxy that keeps Host, with credentials and without a public URL. */
class ApprovalBehindPlainProxyTest extends ApprovalStories {
  private URI address = URI.create("http://localhost");

  @Override
  void start(BrowserSetup unstarted) throws Exception {
    BrowserSetup started = unstarted.embedded(new BrowserSetup.Plan(true, Optional.empty(), false));
    address = started.opened(new PlainProxy(started.http())).url();
  }

  @Override
  URI reached(URI link) {
    return URI.create(address + link.getRawPath() + "?" + link.getRawQuery());
  }
}
