@NullMarked
package dev.tocsin.local.demo;

import org.jspecify.annotations.NullMarked;
