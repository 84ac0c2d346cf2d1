/** What changes, read page by page by those who follow it. */
@NullMarked
package dev.tocsin.notifier.follow;

import org.jspecify.annotations.NullMarked;
