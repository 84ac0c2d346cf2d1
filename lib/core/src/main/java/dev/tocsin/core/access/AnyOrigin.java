package dev.tocsin.core.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that changes something and takes requests from pages of any site: it asks for a secret in
 * the body, which no browser adds by itself. All other routes refuse foreign pages.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AnyOrigin {}
