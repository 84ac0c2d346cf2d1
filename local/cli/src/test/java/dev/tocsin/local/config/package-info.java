@NullMarked
package dev.tocsin.local.config;

import org.jspecify.annotations.NullMarked;
