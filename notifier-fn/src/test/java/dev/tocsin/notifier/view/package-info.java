@NullMarked
package dev.tocsin.notifier.view;

import org.jspecify.annotations.NullMarked;
