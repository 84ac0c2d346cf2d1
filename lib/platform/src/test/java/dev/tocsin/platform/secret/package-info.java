@NullMarked
package dev.tocsin.platform.secret;

import org.jspecify.annotations.NullMarked;
