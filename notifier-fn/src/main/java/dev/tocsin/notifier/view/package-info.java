/** Alerts and groups as clients see them at a time. */
@NullMarked
package dev.tocsin.notifier.view;

import org.jspecify.annotations.NullMarked;
