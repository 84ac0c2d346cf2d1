@NullMarked
package dev.tocsin.notifier.send.http;

import org.jspecify.annotations.NullMarked;
