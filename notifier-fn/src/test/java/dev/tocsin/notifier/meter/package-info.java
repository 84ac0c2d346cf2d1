@NullMarked
package dev.tocsin.notifier.meter;

import org.jspecify.annotations.NullMarked;
