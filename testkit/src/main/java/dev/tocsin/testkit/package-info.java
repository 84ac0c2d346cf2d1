@NullMarked
package dev.tocsin.testkit;

import org.jspecify.annotations.NullMarked;
