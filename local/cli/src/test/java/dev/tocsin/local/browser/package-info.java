/** What a person does in a real browser, and what a hostile page cannot. Needs Chromium. */
@NullMarked
package dev.tocsin.local.browser;

import org.jspecify.annotations.NullMarked;
