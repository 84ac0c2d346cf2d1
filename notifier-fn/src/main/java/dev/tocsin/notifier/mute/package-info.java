/** What mutes alerts at a time: silences and other alerts. */
@NullMarked
package dev.tocsin.notifier.mute;

import org.jspecify.annotations.NullMarked;
