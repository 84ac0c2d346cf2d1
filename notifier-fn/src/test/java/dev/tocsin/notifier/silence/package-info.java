@NullMarked
package dev.tocsin.notifier.silence;

import org.jspecify.annotations.NullMarked;
