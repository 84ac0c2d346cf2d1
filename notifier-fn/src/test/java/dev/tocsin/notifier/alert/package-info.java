@NullMarked
package dev.tocsin.notifier.alert;

import org.jspecify.annotations.NullMarked;
