@NullMarked
package dev.tocsin.platform.http;

import org.jspecify.annotations.NullMarked;
