@NullMarked
package dev.tocsin.notifier.flush;

import org.jspecify.annotations.NullMarked;
