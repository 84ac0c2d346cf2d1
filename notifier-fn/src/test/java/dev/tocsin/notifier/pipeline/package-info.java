@NullMarked
package dev.tocsin.notifier.pipeline;

import org.jspecify.annotations.NullMarked;
