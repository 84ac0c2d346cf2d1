@NullMarked
package dev.tocsin.local.rules.prometheus;

import org.jspecify.annotations.NullMarked;
