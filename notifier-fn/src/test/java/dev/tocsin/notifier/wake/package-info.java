@NullMarked
package dev.tocsin.notifier.wake;

import org.jspecify.annotations.NullMarked;
