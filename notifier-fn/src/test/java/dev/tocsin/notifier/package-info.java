@NullMarked
package dev.tocsin.notifier;

import org.jspecify.annotations.NullMarked;
